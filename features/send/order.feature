Feature: First in, first out
  What a protocol sends goes to the NIC in the order of its calls and of the lists in each call.

  Background:
    Given the scenarios of "order.custody"

  Scenario: Three lists in one call
    When "one call, three lists" is played
    Then it goes as written
    And rules SND6-01, SND6-06, SND6-11 are kept

  Scenario: Three calls, one behind the other
    When "three calls, submitted in their order" is played
    Then it goes as written
    And rules SND6-02, SND6-03, SND6-11 are kept

  Scenario: The frames stand on the wire in that order
    When "on the wire in the order sent" is played
    Then it goes as written
    And rule SND6-11 is kept

  Scenario: Each of two protocols can rely on its own order
    When "two protocols, each first in, first out" is played
    Then it goes as written
    And rules SND6-09, SND6-11 are kept
