Feature: Filters at rest
  A filter is paused when the protocols rest, and before the NIC. It keeps nothing of others, and has its own again.

  Background:
    Given the scenarios of "states.custody"

  Scenario: Nothing is under way
    When "a stack with a filter rests and goes on" is played
    Then it goes as written
    And rules FLT-05, STA-10 are kept

  Scenario: The filter's own send is out
    When "a filter waits for its own send before it rests" is played
    Then it goes as written
    And rules FLT-02, FLT-05, STA-06 are kept

  Scenario: A received list waits in the filter
    When "a filter gives back what it kept before it rests" is played
    Then it goes as written
    And rules FLT-05, RCV6-11 are kept

  Scenario: A list comes to a filter that rests
    When "what comes to a filter at rest goes back, or on" is played
    Then it goes as written
    And rules FLT-05, RCV6-11 are kept

  Scenario: A filter is detached and attached
    When "a filter is taken out and put in again" is played
    Then it goes as written
    And rules FLT-05, POOL-11, STA-10 are kept
