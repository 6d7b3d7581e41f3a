Feature: A packet finds its own adapter
  A protocol returns packets as it likes, those of several adapters in one call. NDIS knows whose they are.

  Background:
    Given the scenarios of "adapters.custody"

  Scenario: Packets of two adapters come back in one call
    When "two adapters, each gets its own packet back" is played
    Then it goes as written
    And rules RCV-PKT-15, RCV-PKT-17 are kept
    And rule RCV-PKT-18 is observed

  Scenario: One adapter, two packets
    When "the same adapter hears the same context every time" is played
    Then it goes as written
    And rules RCV-PKT-02, RCV-PKT-17 are kept
