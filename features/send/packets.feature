Feature: Packets go down and come back
  A protocol that sends a packet has nothing to do with it until it hears how the send ended. Every packet comes
  back, once, to the binding that sent it, cancelled or not.

  Background:
    Given the scenarios of "packets.custody"

  Scenario: A packet is completed later
    When "a packet, completed later" is played
    Then it goes as written
    And rules SND5-01, SND5-02, SND5-08, SND5-09, SND5-10 are kept

  Scenario: A packet that failed is sent again
    When "a packet that is sent again" is played
    Then it goes as written
    And rules SND5-01, SND5-02 are kept

  Scenario: Three packets go down in their order and end in any
    When "three packets in one call, completed in any order" is played
    Then it goes as written
    And rules SND5-03, SND5-05 are kept

  Scenario: Each protocol gets its own back
    When "two protocols over one adapter" is played
    Then it goes as written
    And rules SND5-03, SND5-10 are kept

  Scenario: A cancelled packet comes back aborted, the other as it ended
    When "cancelled below" is played
    Then it goes as written
    And rules SND5-03, SND5-11 are kept

  Scenario: Without a handler for it nothing is cancelled
    When "cancelled where nothing can be" is played
    Then it goes as written
    And rule SND5-11 is kept
