Feature: Serialized and deserialized NICs
  A NIC whose calls NDIS serializes has its packets back with the return of the indication, except those
  that NDIS marks as pending. Any other NIC gets every packet back by MiniportReturnPacket.

  Background:
    Given the scenarios of "serialized.custody"

  Scenario: Nothing was kept, so nothing is given back
    When "a serialized NIC has it back with the return" is played
    Then it goes as written
    And MiniportReturnPacket is never said

  Scenario: A packet that was kept is pending and comes back later
    When "a serialized NIC waits for what was kept" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time

  Scenario: One packet is pending, the other is not
    When "a serialized NIC with one kept and one not" is played
    Then it goes as written
    And rules RCV-PKT-07, RCV-PKT-15 are kept

  Scenario: A deserialized NIC waits for every packet, wanted or not
    When "a deserialized NIC waits for every packet" is played
    Then it goes as written
    And rules RCV-PKT-01, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 2 times
