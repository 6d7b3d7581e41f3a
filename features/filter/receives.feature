Feature: Received lists that pass a filter
  What a NIC indicates comes to the filter first, and goes home past it. With RESOURCES the filter has it as long as
  its handler runs.

  Background:
    Given the scenarios of "receives.custody"

  Scenario: Two lists go up and come home
    When "received lists pass a filter, and come home past it" is played
    Then it goes as written
    And rules FLT-01, RCV6-08, RCV6-11 are kept

  Scenario: Lists that are only lent
    When "what is lent passes a filter, and nothing is kept" is played
    Then it goes as written
    And rules FLT-04, RCV6-03, RCV6-06 are kept

  Scenario: A copy goes up in the place of a lent list
    When "a filter copies what is lent to it" is played
    Then it goes as written
    And rules FLT-02, FLT-04 are kept

  Scenario: Lent first, and given up later
    When "lent to a filter, and given to it the next time" is played
    Then it goes as written
    And rules FLT-04, RCV6-11 are kept

  Scenario: Received lists wait in the filter
    When "a filter keeps a received list for a while" is played
    Then it goes as written
    And rules FLT-01, RCV6-11 are kept

  Scenario: A filter sends a received list back
    When "a filter lets a received list go no further" is played
    Then it goes as written
    And rules FLT-01, RCV6-11 are kept

  Scenario: No protocol registered for the type
    When "nobody above the filter wants the list" is played
    Then it goes as written
    And rules FLT-01, RCV6-11 are kept

  Scenario: Two filters
    When "up past two filters, and down again" is played
    Then it goes as written
    And rules FLT-01, RCV6-11 are kept
