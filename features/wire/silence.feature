Feature: Silence on the medium
  When the other station cannot be reached, the protocol driver tries for a while and then says so, with an
  error that explains: within its time, and once.

  Background:
    Given the scenarios of "silence.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules SES-03, CTX-01, PRO-01 are kept

    Examples:
      | what                                       | scenario                                                               |
      | The cable is cut for five seconds          | the cable is mended in time: nobody above notices                      |
      | Nobody speaks, and the cable is cut        | an idle session is found dead by polling                               |
      | Nobody speaks, and the cable is whole      | an idle session is polled, and answers                                 |
      | Nobody speaks: the run is over             | polls of an idle session keep no run alive                             |

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules SES-03, SES-04, CTX-01, PRO-01 are kept

    Examples:
      | what                                | scenario                                                              |
      | The cable is cut for good           | the cable is cut: retries, then the error that explains               |
      | The session is lost and made anew   | a session that is gone is set up again for the next open              |
      | The other station gave up first     | the other station has given the link up: it says so when it is polled |

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rule PRO-01 is kept
    And smb is never said

    Examples:
      | what                                | scenario                                            |
      | No station has this name            | a server that is not there                          |
      | The station is there, but no server | a station without a server says that nobody listens |
