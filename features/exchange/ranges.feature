Feature: Which bytes a read brings
  A read brings the bytes from its offset on, as many as were asked for or as the file still has. One answer
  holds no more than the two stations have agreed on; a larger read goes in parts.

  Background:
    Given the scenarios of "ranges.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules RD-01, RD-02, RD-07, CTX-04 are kept
    And SMB_COM_READ is said <requests> times

    Examples:
      | what                              | scenario                                                        | requests |
      | The end of the file is in between | a read across the end of the file brings what there is          | 2        |
      | Behind the end of the file        | a read past the end of the file brings nothing, and is no error | 1        |
      | A file without bytes              | an empty file has no bytes                                      | 1        |
      | More than one answer can hold     | a read that is larger than the negotiated buffer goes in parts  | 2        |

  Scenario: An estimate of what is still wanted helps the server
    When "the estimate counts the bytes of its own request in" is played
    Then it goes as written
    And rule RD-05 is kept

  Scenario: A server may read what will be asked for next
    When "the server reads ahead as far as the estimate goes" is played
    Then it goes as written
    And rule RD-08 is observed
    And rule RD-04 is kept

  Scenario: The estimate is optional
    When "the estimate may be left out" is played
    Then it goes as written
    And rule RD-06 is observed
    And rule RD-09 is kept

  Scenario: Before the end, across it, at it and behind it
    When "reading <count> from <offset> on of a hundred bytes brings <got>" is played
    Then it goes as written
    And rules RD-01, RD-02, RD-07 are kept
