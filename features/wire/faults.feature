Feature: A medium that loses, repeats, delays and damages frames
  The protocol drivers make up for it: whatever happens to a frame, the application gets its bytes once and
  in their order, and nothing is reported as sent that has not been acknowledged.

  Background:
    Given the scenarios of "faults.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules SES-01, SES-02, SES-03, MID-01, MID-03, RD-07 are kept
    And SMB_COM_READ is said 1 time
    And SMB_COM_READ.response is said 1 time

    Examples:
      | what                              | scenario                                                          |
      | An answer is lost                 | a lost answer is sent again                                       |
      | A request is lost                 | a lost request is sent again, and answered once                   |
      | The end of a message is lost      | the last frame of a long message is lost once                     |
      | The middle of a message is lost   | a frame in the middle is lost: what came behind it does not count |
      | An acknowledgment is lost         | a lost acknowledgment delays the report, not the data             |
      | Frames come twice                 | a frame that comes twice is delivered once                        |
      | A frame is late                   | an answer that comes late is still the answer                     |
      | Frames change places              | frames that overtake each other are put back in order             |
      | A frame is damaged                | a damaged frame is not taken for data                             |

  Scenario: The question for a name is lost twice
    When "nobody recognises the name at first" is played
    Then it goes as written
    And NBF.NAME_QUERY is said 3 times
