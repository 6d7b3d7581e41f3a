Feature: The session service on the medium
  A session carries whole messages. What is longer than a frame travels in parts, and the message counts as
  sent when the station it went to has acknowledged all of it.

  Background:
    Given the scenarios of "session.custody"

  Scenario: A session is set up
    When "a session is set up on the wire, word for word" is played
    Then it goes as written
    And rules PRO-01, SES-03 are kept
    And NBF.NAME_QUERY is said 1 time
    And NBF.SESSION_CONFIRM is said 1 time

  Scenario: A message longer than a frame
    When "a long message travels in parts and is acknowledged as a whole" is played
    Then it goes as written
    And rules SES-01, SES-02, SES-03, SES-06, CTX-01 are kept
    And NBF.DATA_FIRST_MIDDLE is said 2 times

  Scenario: A message that a frame can hold
    When "a message that fits into one frame is one frame" is played
    Then it goes as written
    And NBF.DATA_FIRST_MIDDLE is never said

  Scenario: The workstation hangs up
    When "hung up: the session ends, the link goes with it, and the server closes what was open" is played
    Then it goes as written
    And NBF.SESSION_END is said 1 time
    And file_close is said 1 time
