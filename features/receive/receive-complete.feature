Feature: Receiving is complete
  A protocol keeps what it copied until it hears that receiving is complete. The NIC says so after one
  lookahead or after several, and NDIS passes it on to everybody who was shown something.

  Background:
    Given the scenarios of "receive-complete.custody"

  Scenario: Two lookaheads, and one end for both
    When "one receive-complete for two indications" is played
    Then it goes as written
    And rules RCV-LA-09, RCV-LA-10, RCV-LA-11 are kept
    And rule RCV-LA-12 is observed
    And NdisMEthIndicateReceiveComplete is said 1 time

  Scenario: A protocol that took nothing is told as well
    When "who took nothing hears the end as well" is played
    Then it goes as written
    And rules RCV-LA-07, RCV-LA-10 are kept
    And ProtocolReceiveComplete is said 2 times
