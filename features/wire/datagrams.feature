Feature: Datagrams
  What need not arrive is put on the medium once, or as often as was asked. That is all that is promised:
  nobody acknowledges it, and nobody may be listening.

  Background:
    Given the scenarios of "datagrams.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules DGM-01, DGM-03 are kept
    And rules DGM-02, CTX-02 are observed
    And NBF.DATAGRAM is said <frames> times
    And NBF.DATA_ACK is never said

    Examples:
      | what                          | scenario                                     | frames |
      | Once                          | a message to many goes once                  | 1      |
      | Three times                   | a message to many, asked for three times     | 3      |
      | Nobody is there               | nobody listens: sent is sent                 | 1      |
      | It is lost on the way         | a datagram that is lost on its way stays lost | 1      |

  Scenario: What never gets onto the medium is not reported as sent
    When "a station without an adapter says that nothing was sent" is played
    Then it goes as written
    And NBF.DATAGRAM is never said

  Scenario: Reads go over a session meanwhile
    When "reads and datagrams side by side: each by its own service" is played
    Then it goes as written
    And rules SES-05, DGM-01 are kept
