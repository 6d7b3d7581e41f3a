Feature: One packet, two clients
  A protocol driver that gives a received packet to several clients answers with their number. The packet
  goes back to the NIC once, when the last of them has let go, whoever that is.

  Scenario: Both clients return it, in either order
    Given the scenarios of "shared-packets.custody"
    When "two clients share one packet" is played
    Then it goes as written
    And rules RCV-PKT-05, RCV-PKT-08, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time
