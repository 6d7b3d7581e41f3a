Feature: A look ahead
  A NIC may show the first bytes of a frame instead of giving a packet away. A protocol that wants the data
  copies what it sees before its handler returns, into memory of its own, and hands it on when receiving
  is complete.

  Background:
    Given the scenarios of "lookahead.custody"

  Scenario: A short frame is there as a whole
    When "the whole frame is in the lookahead" is played
    Then it goes as written
    And rules HDL-02, RCV-LA-01, RCV-LA-05, RCV-LA-06, XFER-01 are kept

  Scenario: A NIC may show more than was agreed
    When "more shown than agreed" is played
    Then it goes as written
    And rules RCV-LA-01, RCV-LA-05 are kept
    And NdisTransferData is never said

  Scenario: A protocol that does not want the frame does nothing
    When "not for this protocol" is played
    Then it goes as written
    And rules CTX-03, RCV-LA-01 are kept
    And NdisTransferData is never said

  Scenario: One protocol takes it, the other does not
    When "one of two protocols takes it" is played
    Then it goes as written
    And rules CTX-03, RCV-LA-05, RCV-LA-06 are kept

  Scenario: Receiving is complete after one indication or after several
    When "receive-complete after each indication or after both" is played
    Then it goes as written
    And rules RCV-LA-05, XFER-01 are kept

  Scenario: A NIC without full packets shows every frame
    When "a NIC that has no full packets" is played
    Then it goes as written
    And rules HDL-02, IND-01, RCV-LA-01 are kept
    And NdisMIndicateReceivePacket is never said

  Scenario: A NIC uses both ways, one after the other
    When "both ways in turn" is played
    Then it goes as written
    And rules HDL-01, HDL-02, IND-01, RCV-PKT-01 are kept

  Scenario: What else is known is asked for in the handler
    When "a protocol asks what else is known of a packet" is played
    Then it goes as written
    And rule RCV-RES-06 is kept
