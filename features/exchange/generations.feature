Feature: Two generations of drivers
  The drivers below a protocol may be of NDIS 5 or of NDIS 6, at either station. An application cannot tell.

  Background:
    Given the scenarios of "generations.custody"

  Scenario: Any two generations
    When "a remote read through NDIS <here> and NDIS <there>" is played
    Then it goes as written
    And rules WAY-01, RD-02, RD-07, MID-03 are kept
