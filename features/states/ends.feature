Feature: Halted, closed, reset
  When an adapter is halted or a binding is closed, everything that belongs to somebody else is back with
  its owner. A reset ends what is pending before it is complete.

  Background:
    Given the scenarios of "ends.custody"

  Scenario: Everything is freed, and the adapter starts anew
    When "an adapter is halted and started again" is played
    Then it goes as written
    And rules STA-01, STA-11, STA-12 are kept

  Scenario: Sends are over before the halt
    When "an adapter that has sent is halted" is played
    Then it goes as written
    And rule STA-12 is kept

  Scenario: A driver of NDIS 5 waits in its halt
    When "MiniportHalt waits for a packet" is played
    Then it goes as written
    And rule STA-13 is kept

  Scenario: A protocol closes its binding
    When "a binding is closed at once" is played
    Then it goes as written
    And rules STA-14, STA-15 are kept

  Scenario: A protocol of NDIS 5 closes its binding
    When "a binding is closed when its packets are back" is played
    Then it goes as written
    And rules STA-14, SND5-10 are kept

  Scenario: A packet comes between the close and its completion
    When "a packet still comes while a binding is being closed" is played
    Then it goes as written
    And rules STA-14, STA-15 are kept

  Scenario Outline: Sends are pending when <scenario>
    When "<scenario>" is played
    Then it goes as written
    And rule STA-16 is kept

    Examples:
      | scenario                                        |
      | a reset ends what is pending                    |
      | a reset that is completed later                 |
      | before NDIS 6.30 a reset keeps what is pending  |
