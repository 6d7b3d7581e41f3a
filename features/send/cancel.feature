Feature: Asking sends back
  A protocol may ask for what it sent under an id to be cancelled. A NIC that still has it in its queue
  completes it as aborted; what is on its way ends as it ends. Either way the protocol waits for it.

  Background:
    Given the scenarios of "cancel.custody"

  Scenario: What waits in the NIC's queue comes back unsent
    When "a queued send is cancelled" is played
    Then it goes as written
    And rules CAN-01, CAN-02, CAN-04, CAN-06, CAN-07 are kept

  Scenario: Only what was sent under that id comes back
    When "one of two lists is cancelled" is played
    Then it goes as written
    And rules CAN-01, CAN-02 are kept

  Scenario: The list is on its way already
    When "cancelled too late" is played
    Then it goes as written
    And rule CAN-03 is observed
    And rules CAN-04, SND6-07 are kept

  Scenario: The list has come back before
    When "nothing is left to cancel" is played
    Then it goes as written
    And rules SND6-07, SND6-17 are kept

  Scenario: A NIC without a handler is not asked
    When "a NIC that cannot cancel" is played
    Then it goes as written
    And MiniportCancelSend is never said

  Scenario: A list that is used again carries a new id
    When "sent again under another id" is played
    Then it goes as written
    And rule CAN-07 is kept

  Scenario: The cancel meets the list anywhere on its way
    When "cancelled in time, or too late" is played
    Then it goes as written
    And rules CAN-04, SND6-06, SND6-07 are kept
