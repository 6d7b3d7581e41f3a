Feature: Adapters and bindings at rest
  Before the power goes, a network is unplugged or a driver is exchanged, NDIS pauses the stack. Nothing may
  be under way when a pause is over, and nothing may begin while it lasts.

  Background:
    Given the scenarios of "pause.custody"

  Scenario: The protocol rests first and the driver wakes first
    When "a stack rests and goes on" is played
    Then it goes as written
    And rules STA-05, STA-06, STA-10, STA-11, STA-17 are kept

  Scenario: A send is out when the protocol is to rest
    When "a protocol waits for its send before it rests" is played
    Then it goes as written
    And rules STA-08, STA-10 are kept

  Scenario: A client has a packet when its protocol is to rest
    When "a protocol returns what it holds before it rests" is played
    Then it goes as written
    And rules STA-08, STA-10 are kept

  Scenario: A packet for a protocol that rests
    When "a protocol at rest takes nothing" is played
    Then it goes as written
    And rules STA-01, STA-02 are kept

  Scenario: A packet that a resting protocol takes all the same
    When "a protocol at rest gives back what still comes" is played
    Then it goes as written
    And rules STA-02, STA-09 are kept

  Scenario: The driver has packets out when it is to rest
    When "a driver waits for what it indicated" is played
    Then it goes as written
    And rules STA-01, STA-02, STA-06 are kept

  Scenario: The driver has sends under way when it is to rest
    When "a driver waits for its sends" is played
    Then it goes as written
    And rules STA-03, STA-06, STA-11 are kept

  Scenario: A frame arrives at a driver that rests
    When "at rest no packet goes up" is played
    Then it goes as written
    And rules STA-10, STA-11 are kept

  Scenario Outline: A list for <scenario>
    When "<scenario>" is played
    Then it goes as written
    And rule STA-04 is kept

    Examples:
      | scenario                                                  |
      | a driver at rest sends lists straight back                |
      | a driver that is about to rest sends lists straight back  |

  Scenario: Packets come before the restart is complete
    When "from the call of the restart on packets come" is played
    Then it goes as written
    And rules STA-01, STA-17 are kept

  Scenario: A restart fails at once
    When "a restart that fails with <code>" is played
    Then it goes as written
    And rules STA-06, STA-11 are kept

  Scenario: A restart fails later
    When "a restart that fails later, and one that does not" is played
    Then it goes as written
    And rules STA-06, STA-11, STA-17 are kept
