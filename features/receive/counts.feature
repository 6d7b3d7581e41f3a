Feature: The answer is a count
  Whoever is shown a packet says how often it will return it. Zero gives the packet up at once; any other
  number is paid back, return by return, before the NIC has its packet again.

  Background:
    Given the scenarios of "counts.custody"

  Scenario: Nobody wants it: the packet goes straight back
    When "nobody wants it" is played
    Then it goes as written
    And rules RCV-PKT-10, RCV-PKT-15 are kept
    And NdisReturnPackets is never said

  Scenario: A protocol that only needs the data takes a copy and answers zero
    When "a copy is enough" is played
    Then it goes as written
    And rules RCV-PKT-10, RCV-PKT-13 are kept

  Scenario: Taken over once, returned once
    When "taken over once" is played
    Then it goes as written
    And rules RCV-PKT-05, RCV-PKT-06, RCV-PKT-07 are kept

  Scenario: Taken over twice, returned twice
    When "taken over twice, returned twice" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-07, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time

  Scenario: Three packets in one indication get three different answers
    When "three packets, three answers" is played
    Then it goes as written
    And rules RCV-PKT-04, RCV-PKT-06, RCV-PKT-11, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 3 times

  Scenario: The same packet comes up again once it is home
    When "shown again after it came home" is played
    Then it goes as written
    And rules RCV-PKT-01, RCV-PKT-07, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 2 times

  Scenario: The smallest indication is one whole packet
    When this is played:
      """custody
      import "ndis5"

      receive "one packet of the smallest size" covers RCV-PKT-04 {
        parties nic, ndis, protocol P
        nic -> ndis NdisMIndicateReceivePacket([?p(size = 60, room = 60)]) {
          ndis -> P ProtocolReceivePacket(p) returns 0
        }
        ndis -> nic MiniportReturnPacket(p)
      }
      """
    Then it goes as written
    And rule RCV-PKT-04 is kept

  Scenario: A promise that is not kept
    When "a promise that is not kept" is played
    Then it goes as written
    And MiniportReturnPacket is never said
