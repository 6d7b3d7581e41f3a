Feature: Sends that pass a filter
  A filter has every list that goes down and has it again when it comes back. It may pass it on at once, keep it for a
  while or let it go no further; it may not touch what says where the list belongs.

  Background:
    Given the scenarios of "sends.custody"

  Scenario: Two lists go down and come back
    When "lists pass a filter" is played
    Then it goes as written
    And rules FLT-01, SND6-06, SND6-11, SND6-14 are kept

  Scenario: The NIC completes before anybody has returned
    When "everything inside the send" is played
    Then it goes as written
    And rules FLT-01, SND6-07 are kept

  Scenario: Sends wait in the filter
    When "a filter keeps a list for a while" is played
    Then it goes as written
    And rules FLT-03, SND6-11 are kept

  Scenario: A send that waits in the filter is cancelled
    When "a list that a filter keeps is cancelled" is played
    Then it goes as written
    And rules FLT-03, CAN-01, CAN-04 are kept

  Scenario: One of two sends that wait is cancelled
    When "one of two lists that a filter keeps is cancelled" is played
    Then it goes as written
    And rules FLT-03, CAN-01 are kept

  Scenario: A send that waits in the filter goes on although it was cancelled
    When "a list that a filter keeps is cancelled too late" is played
    Then it goes as written
    And rules FLT-03, CAN-04 are kept

  Scenario: A filter without a cancel handler
    When "a filter that cannot be asked keeps nothing" is played
    Then it goes as written
    And rules FLT-03, CAN-06 are kept

  Scenario: A filter ends a send itself
    When "a filter lets a list go no further" is played
    Then it goes as written
    And rules FLT-01, SND6-06 are kept

  Scenario: Two filters
    When "two filters, one behind the other" is played
    Then it goes as written
    And rules FLT-01, SND6-11 are kept
