Feature: Each medium has its own function
  A NIC that shows frames calls the function of its medium. On WAN the whole frame is shown.

  Background:
    Given the scenarios of "media.custody"

  Scenario: On WAN the frame is whole and nothing is left to transfer
    When "a WAN frame is whole" is played
    Then it goes as written
    And rules IND-01, RCV-LA-13 are kept
    And NdisTransferData is never said

  Scenario: The NIC is told when nobody wanted a WAN frame
    When "nobody wants a WAN frame" is played
    Then it goes as written
    And rules CTX-03, RCV-LA-13 are kept

  Scenario: A long Token Ring frame is shown in part
    When "a Token Ring frame in part" is played
    Then it goes as written
    And rules IND-01, XFER-01, XFER-07 are kept

  Scenario: A short Token Ring frame is shown whole
    When "a Token Ring frame whole" is played
    Then it goes as written
    And rules IND-01, RCV-LA-05 are kept

  Scenario: Ethernet frames come by the function of Ethernet
    When "an Ethernet frame by the function of Ethernet" is played
    Then it goes as written
    And rule IND-01 is kept
