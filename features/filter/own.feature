Feature: Lists that a filter makes
  A filter may send and indicate lists of its own, and clones in the place of others. They end with the filter, and
  nobody else hears of them.

  Background:
    Given the scenarios of "own.custody"

  Scenario: A filter sends
    When "a filter sends a list of its own" is played
    Then it goes as written
    And rule FLT-02 is kept

  Scenario: The upper of two filters sends
    When "the upper filter's own list passes the lower one" is played
    Then it goes as written
    And rules FLT-01, FLT-02 are kept

  Scenario: Its own list and another's come back together
    When "a filter's list and a protocol's end together" is played
    Then it goes as written
    And rules FLT-01, FLT-02, SND6-09 are kept

  Scenario: A clone is sent
    When "a clone goes down in a list's place" is played
    Then it goes as written
    And rules FLT-02, POOL-03, POOL-08 are kept

  Scenario: A clone has the net buffers of its parent
    When "each net buffer of a clone leaves as a frame" is played
    Then it goes as written
    And rules FLT-02, POOL-08, SND6-20 are kept

  Scenario: A filter indicates
    When "a filter indicates a list of its own" is played
    Then it goes as written
    And rules FLT-02, RCV6-04 are kept

  Scenario: A filter indicates and gives nothing up
    When "a filter only shows a list of its own" is played
    Then it goes as written
    And rules FLT-02, RCV6-05 are kept
