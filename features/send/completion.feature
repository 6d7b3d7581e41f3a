Feature: Completions come as they like
  The NIC completes in any order, and NDIS may collect or divide what it hands up. Every list comes back
  exactly once; with the completion it is the protocol's again, to be freed or to be sent once more.

  Background:
    Given the scenarios of "completion.custody"

  Scenario: Any order, any grouping
    When "completed in any order, grouped any way" is played
    Then it goes as written
    And rules SND6-06, SND6-07, SND6-11 are kept

  Scenario: The second list is completed before the first
    When "completed the other way round" is played
    Then it goes as written
    And rule SND6-12 is observed

  Scenario: Two sends are answered by one completion
    When "two sends, one completion" is played
    Then it goes as written
    And rule SND6-10 is observed
    And ProtocolSendNetBufferListsComplete is said 1 time

  Scenario: One send is answered by two completions
    When "one send, two completions" is played
    Then it goes as written
    And rule SND6-10 is observed
    And ProtocolSendNetBufferListsComplete is said 2 times

  Scenario: The answer comes before the send call has returned
    When "completed inside the send call" is played
    Then it goes as written
    And rules SND6-06, SND6-07 are kept

  Scenario: A list is sent again from within its own completion
    When "sent again inside the completion" is played
    Then it goes as written
    And rules SND6-02, SND6-04, SND6-07 are kept
    And rule SND6-22 is observed
    And NdisSendNetBufferLists is said 2 times

  Scenario: A list is freed in its completion
    When "freed inside the completion" is played
    Then it goes as written
    And rule SND6-22 is observed

  Scenario: A list is sent again later, behind a new one
    When "sent again after it came back" is played
    Then it goes as written
    And rules SND6-04, SND6-06, SND6-11 are kept
