Feature: Several protocols over one NIC
  What a NIC receives is offered to every protocol that is bound to it. Each decides for itself, and the
  packet is free only when all of them have answered and returned what they kept.

  Background:
    Given the scenarios of "bindings.custody"

  Scenario: Both protocols keep the packet
    When "two protocols, both keep it" is played
    Then it goes as written
    And rules CTX-03, RCV-PKT-06, RCV-PKT-15 are kept

  Scenario: Only the second protocol keeps the packet
    When "two protocols, only the second keeps it" is played
    Then it goes as written
    And rules CTX-03, RCV-PKT-10, RCV-PKT-15 are kept

  Scenario: No protocol keeps the packet
    When "two protocols, nobody keeps it" is played
    Then it goes as written
    And MiniportReturnPacket is said 1 time

  Scenario: The first protocol returns it while the second is still being asked
    When "the first returns it before the second has answered" is played
    Then it goes as written
    And rules RCV-PKT-07, RCV-PKT-14, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 1 time

  Scenario: The first protocol has returned it and the second does not want it
    When "the first returns it, the second does not want it" is played
    Then it goes as written
    And rules RCV-PKT-10, RCV-PKT-15 are kept

  Scenario: Each protocol passes it to a client of its own
    When "each protocol has clients of its own" is played
    Then it goes as written
    And rules RCV-PKT-08, RCV-PKT-09, RCV-PKT-15 are kept

  Scenario: Two packets, and the protocols answer differently for each
    When "two packets, two protocols" is played
    Then it goes as written
    And rules CTX-03, RCV-PKT-15 are kept
    And MiniportReturnPacket is said 2 times

  Scenario: One protocol takes packets, the other is shown their bytes
    When "one protocol takes packets, the other lookahead" is played
    Then it goes as written
    And rules HDL-01, RCV-LA-05, RCV-LA-06, RCV-PKT-15 are kept
