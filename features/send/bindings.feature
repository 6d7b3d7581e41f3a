Feature: Lists find their way back
  Every list carries the handle of the binding that it was sent on. By it NDIS knows whom it belongs to,
  however the NIC mixes its completions.

  Background:
    Given the scenarios of "bindings.custody"

  Scenario: One completion of the NIC holds lists of two protocols
    When "two bindings, one mixed completion" is played
    Then it goes as written
    And rules SND6-01, SND6-06, SND6-09 are kept
    And ProtocolSendNetBufferListsComplete is said 2 times

  Scenario: Merged or split, each protocol gets its own
    When "each binding gets back its own, merged or split" is played
    Then it goes as written
    And rules SND6-07, SND6-09 are kept

  Scenario: A protocol sends while it receives
    When "one binding sends and receives at once" is played
    Then it goes as written
    And rules SND6-06, RCV-PKT-15 are kept
