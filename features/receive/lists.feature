Feature: Lists of net buffers
  A NIC driver of NDIS 6 indicates lists. A list belongs to one protocol at a time; the protocol returns it when it
  has done with it, in whatever company, and the NIC gets it back once.

  Background:
    Given the scenarios of "lists.custody"

  Scenario: A list is taken and returned
    When "a list is taken and returned" is played
    Then it goes as written
    And rules RCV6-01, RCV6-02, RCV6-04, RCV6-08, RCV6-09, RCV6-11, RCV6-12, RCV6-13 are kept

  Scenario: What came apart goes back together
    When "lists of several indications are returned in any company" is played
    Then it goes as written
    And rules RCV6-04, RCV6-09, RCV6-11, RCV6-14 are kept
    And rule RCV6-10 is observed

  Scenario: NDIS brings them home as it likes
    When "returned lists come home in any company" is played
    Then it goes as written
    And rules RCV6-04, RCV6-11 are kept

  Scenario: A list that is home may be indicated again
    When "a list goes round again" is played
    Then it goes as written
    And rules RCV6-02, RCV6-04, RCV6-11, RCV6-12 are kept

  Scenario: Nobody registered for its type
    When "a list of a type that nobody registered" is played
    Then it goes as written
    And rules RCV6-02, RCV6-11 are kept
    And ProtocolReceiveNetBufferLists is never said

  Scenario: Each protocol is shown the types that it registered
    When "frames of two types, a protocol for each" is played
    Then it goes as written
    And rules RCV6-08, RCV6-09, RCV6-15 are kept

  Scenario: Two protocols want it, and it has one holder at a time
    When "two protocols want the same list" is played
    Then it goes as written
    And rules RCV6-05, RCV6-11, RCV6-15 are kept
    And MiniportReturnNetBufferLists is said 1 time

  Scenario: A flag speaks of all lists
    When "what flags say of all lists: <flags>" is played
    Then it goes as written
    And rules RCV6-08, RCV6-16 are kept

  Scenario: One type, two networks
    When "frames of one type from two networks" is played
    Then it goes as written
    And rule RCV6-16 is kept

  Scenario: The flag of a perfect filter is set where it is true
    When "frames that a filter takes for what they are" is played
    Then it goes as written
    And rule RCV6-16 is kept

  Scenario: It is not set where one frame came by a hash
    When "a frame that shares its hash with another" is played
    Then it goes as written
    And rules RCV6-08, RCV6-11 are kept
