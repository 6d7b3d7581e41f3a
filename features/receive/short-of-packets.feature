Feature: A NIC that is short of packets
  A NIC that cannot spare a packet says so. From that packet on it only lends what it indicates: nobody
  keeps any of it, and nothing of it is given back, because it never went away.

  Background:
    Given the scenarios of "short-of-packets.custody"

  Scenario: The only packet is lent
    When "short at the only packet" is played
    Then it goes as written
    And rule RCV-PKT-01 is kept
    And MiniportReturnPacket is never said

  Scenario: Short at the first of three: all three are lent
    When "short at the first of three" is played
    Then it goes as written
    And MiniportReturnPacket is never said

  Scenario: Short at the second of three: the first can be kept
    When "short at the second of three" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time

  Scenario: Short at the last of three: the first two can be kept
    When "short at the last of three" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 2 times

  Scenario: Two protocols see a packet that neither can keep
    When "short with two protocols" is played
    Then it goes as written
    And rule CTX-03 is kept
    And MiniportReturnPacket is never said

  Scenario: A NIC that has run dry indicates again when it can
    When "dry for two seconds" is played
    Then it goes as written
    And rules RCV-PKT-01, RCV-PKT-06, RCV-PKT-15 are kept
    And NdisMIndicateReceivePacket is said 2 times

  Scenario: A packet that is only lent is refused
    When "the NIC runs short and lends its last packet" is played
    Then it goes as written
    And no rule is broken
    And MiniportReturnPacket is never said
