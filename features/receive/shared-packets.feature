Feature: One packet, several clients
  A protocol driver that gives a received packet to several clients answers with their number. The packet
  goes back to the NIC once, when the last of them has let go, whoever that is.

  Background:
    Given the scenarios of "shared-packets.custody"

  Scenario: Both clients return it, in either order
    When "two clients share one packet" is played
    Then it goes as written
    And rules RCV-PKT-05, RCV-PKT-08, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time

  Scenario: The protocol answers first and hands the packet on afterwards
    When "answered first, handed on afterwards" is played
    Then it goes as written
    And rules RCV-PKT-08, RCV-PKT-14 are kept
    And rule RCV-PKT-21 is observed

  Scenario: A packet that is meant for one client reaches no other
    When "a packet for one client only" is played
    Then it goes as written
    And rules RCV-PKT-09, RCV-PKT-20 are kept
    And ClientReceive is said 1 time

  Scenario: Two packets of one indication, one for each client
    When "two packets, one for each client" is played
    Then it goes as written
    And rules RCV-PKT-08, RCV-PKT-09, RCV-PKT-20 are kept

  Scenario: A client that takes its time keeps the packet from the NIC
    When "a client holds on while the other lets go" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-14, RCV-PKT-15 are kept

  Scenario: The protocol counts itself among those who keep it
    When "the protocol keeps a share of its own" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-07, RCV-PKT-14 are kept
    And NdisReturnPackets is said 2 times
