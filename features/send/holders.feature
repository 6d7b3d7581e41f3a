Feature: Whose binding, whose net buffers
  A protocol sends on a binding that it has open, and keeps it open until its cancels have returned. The net
  buffers of its lists stay where it has put them.

  Background:
    Given the scenarios of "holders.custody"

  Scenario: A binding that is opened again is used again
    When "a binding is closed, opened again and used" is played
    Then it goes as written
    And rules SND6-24, STA-15 are kept

  Scenario: What could not be opened is not used
    When "a binding cannot be opened again at once" is played
    Then it goes as written
    And rule SND6-24 is kept

  Scenario: Each protocol uses its own
    When "two bindings are closed, opened again and used" is played
    Then it goes as written
    And rules SND6-09, SND6-24 are kept

  Scenario: First the cancel returns, then the binding is closed
    When "a binding is closed when its cancel has returned" is played
    Then it goes as written
    And rules CAN-05, STA-14 are kept

  Scenario: The level is known, not asked for
    When "a send at a level that the protocol knows" is played
    Then it goes as written
    And rule SND6-27 is kept

  Scenario: Net buffers stay in their lists
    When "net buffers come back in the lists in which they went" is played
    Then it goes as written
    And rules POOL-01, SND6-19, SND6-28 are kept

  Scenario: A frame for each net buffer
    When "each net buffer leaves as a frame, in its place" is played
    Then it goes as written
    And rules SND6-11, SND6-19, SND6-20 are kept
