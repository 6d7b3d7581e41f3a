Feature: The rest of a frame
  When the lookahead is shorter than the frame, the protocol has the rest transferred into a packet of its
  own. It may come in the call, later, or even before the call has returned; nothing is missing at the seam.

  Background:
    Given the scenarios of "transfer.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules XFER-01, XFER-04, RCV-LA-05 are kept

    Examples:
      | what                                                  | scenario                                     |
      | The rest is there when the call returns               | the rest comes in the call                   |
      | The rest comes after the handler has returned         | the rest comes later                         |
      | The rest comes before the call returns                | the rest is there before the call returns    |
      | The whole frame is transferred, lookahead and all     | the rest overlaps what was copied            |
      | All but one byte was shown                            | one byte is left                             |
      | A single byte was shown                               | only one byte was shown                      |
      | Each of two protocols has it transferred for itself   | two protocols have the rest transferred      |

  Scenario: What could not be transferred is not handed on
    When "a transfer that fails is not delivered" is played
    Then it goes as written
    And rules XFER-04, XFER-07 are kept

  Scenario: Wherever the seam lies, no byte is missing and none comes twice
    When "the seam of lookahead and transfer, <la> of <size>" is played
    Then it goes as written
    And rules XFER-01, XFER-07 are kept

  Scenario: What fell short is not handed on either
    When "a transfer that falls short is not delivered" is played
    Then it goes as written
    And rules XFER-10, XFER-11 are kept

  Scenario: A protocol that has seen enough asks for nothing
    When "nothing is asked for" is played
    Then it goes as written
    And rule XFER-06 is observed
    And rules XFER-05, XFER-14 are kept

  Scenario: Two frames, one behind the other, and the rest of each
    When "two frames, the rest of each" is played
    Then it goes as written
    And rules XFER-02, XFER-03, XFER-08, XFER-15 are kept

  Scenario: All of it comes again, without its header
    When "all of it comes again, later" is played
    Then it goes as written
    And rules XFER-05, XFER-17 are kept
