Feature: Pools, and what came from them
  A driver makes its pools when it is started. When it is stopped it frees what came from them, each thing once and the
  way it was made, and then the pools.

  Background:
    Given the scenarios of "pools.custody"

  Scenario: Packets, and the buffers chained to them
    When "a NIC of packets is started and stopped" is played
    Then it goes as written
    And rules POOL-02, POOL-03, POOL-05, POOL-11, POOL-12 are kept

  Scenario: A packet that is used again
    When "a packet of a NIC goes round again" is played
    Then it goes as written
    And rules POOL-05, POOL-06, POOL-11 are kept

  Scenario: Lists
    When "a NIC of lists is started, stopped and started again" is played
    Then it goes as written
    And rules POOL-01, POOL-03, POOL-11 are kept

  Scenario: A protocol's lists, and the context added to them
    When "a protocol is bound, sends, and is unbound" is played
    Then it goes as written
    And rules POOL-01, POOL-03, POOL-04, POOL-07, POOL-09, POOL-10, POOL-11 are kept
