Feature: Lists that are only lent
  A NIC driver of NDIS 6 that is short of lists sets RESOURCES: it has them back when its call returns, so that nobody
  above may keep one. NDIS may copy them instead; then the copies are returned, and to NDIS alone.

  Background:
    Given the scenarios of "lent-lists.custody"

  Scenario: The protocol keeps nothing
    When "lists are lent, and nothing is kept" is played
    Then it goes as written
    And rules RCV6-03, RCV6-05, RCV6-06, RCV6-14 are kept
    And MiniportReturnNetBufferLists is never said

  Scenario: Several protocols are shown it one behind the other
    When "lists are lent to one protocol behind the other" is played
    Then it goes as written
    And rules RCV6-03, RCV6-05, RCV6-06 are kept

  Scenario: A list that was lent is given up the next time
    When "lent, and given up the next time" is played
    Then it goes as written
    And rules RCV6-02, RCV6-03, RCV6-04, RCV6-05, RCV6-11 are kept

  Scenario: NDIS copies what it is lent
    When "NDIS copies what is lent to it" is played
    Then it goes as written
    And rules RCV6-03, RCV6-04, RCV6-09 are kept
    And rule RCV6-07 is observed
    And NdisReturnNetBufferLists is said 1 time
    And MiniportReturnNetBufferLists is never said
