Feature: A NIC that says at once
  A serialized NIC writes into each packet what became of it. What it has no room for, NDIS keeps, in order,
  until there is some.

  Background:
    Given the scenarios of "packets-serialized.custody"

  Scenario: The packet is sent when the call returns
    When "a serialized NIC has sent it when the call returns" is played
    Then it goes as written
    And rules SND5-02, SND5-06 are kept
    And ProtocolSendComplete is never said

  Scenario: The packet is completed later
    When "a serialized NIC completes it later" is played
    Then it goes as written
    And rules SND5-02, SND5-06 are kept

  Scenario: What there was no room for comes again
    When "what there was no room for comes again" is played
    Then it goes as written
    And rules SND5-05, SND5-07 are kept

  Scenario: The NIC says that there is room
    When "nothing was pending, and the NIC says when there is room" is played
    Then it goes as written
    And rule SND5-07 is kept

  Scenario: What waits can be cancelled
    When "cancelled while it waits for room" is played
    Then it goes as written
    And rules SND5-07, SND5-11 are kept
