Feature: Handlers that a protocol has, or has not
  Every protocol has a handler for lookahead; one for whole packets is an extra. NDIS uses what there is.

  Background:
    Given the scenarios of "handlers.custody"

  Scenario: A protocol without packet handler is shown the whole packet
    When "without a packet handler it is shown the whole packet" is played
    Then it goes as written
    And rules HDL-01, RCV-LA-05, RCV-PKT-15 are kept
    And ProtocolReceivePacket is never said

  Scenario: A protocol with nothing but a packet handler
    When "with a packet handler only" is played
    Then it goes as written
    And rules HDL-01, RCV-PKT-05 are kept

  Scenario: With both handlers, each form goes to its own
    When "with both handlers, each for its form" is played
    Then it goes as written
    And rules HDL-01, HDL-02 are kept

  Scenario: A protocol without receive-complete handler is not called
    When "without a receive-complete handler it is not called" is played
    Then it goes as written
    And ProtocolReceiveComplete is never said
