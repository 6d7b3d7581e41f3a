Feature: What travels with a list
  The protocol sets the handle and any information beside the data before it sends. The drivers below read
  it as it was set.

  Background:
    Given the scenarios of "information.custody"

  Scenario: The handle in every list is that of the call
    When "every list carries the handle of its binding" is played
    Then it goes as written
    And rules SND6-01, SND6-09 are kept

  Scenario: Information set before the call is read by the NIC
    When "information set before, read below" is played
    Then it goes as written
    And rules SND6-13, SND6-14 are kept

  Scenario: Lists do not share their information
    When "each list has information of its own" is played
    Then it goes as written
    And rules SND6-13, SND6-14 are kept
