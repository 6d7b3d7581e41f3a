Feature: What a chain of lists is made of
  Lists come from a pool. A chain of them names each list once and has an end, whoever hands it to whom, and
  no list stays below for ever.

  Background:
    Given the scenarios of "lists.custody"

  Scenario: A protocol takes its list from a pool
    When "a list comes from a pool" is played
    Then it goes as written
    And rule SND6-15 is kept

  Scenario: Two lists go down and come back in chains
    When "a chain of lists, each once" is played
    Then it goes as written
    And rule SND6-25 is kept

  Scenario: The NIC takes its time, and not too much of it
    When "a list waits below, and ends in time" is played
    Then it goes as written
    And rule SND6-26 is kept
