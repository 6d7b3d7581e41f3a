Feature: Several protocols on one station
  Stations reach each other when they have a protocol in common. A station may have several, over one
  adapter, and speak with different stations in different protocols at the same time.

  Background:
    Given the scenarios of "protocols.custody"

  Scenario: One redirector, two protocols, two servers
    When "two protocols at once, each towards its own station" is played
    Then it goes as written
    And rules PRO-01, CTX-03 are kept
    And rule PRO-02 is observed

  Scenario: Two stations with nothing in common
    When "no common protocol: nobody answers, and the application learns it" is played
    Then it goes as written
    And rule PRO-01 is kept
    And NBF.NAME_RECOGNIZED is never said
