Feature: What cannot be had
  An error of the server, or of the station behind it, reaches the application as the code that it was. What
  can be refused at home is not sent.

  Background:
    Given the scenarios of "refusals.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rule MID-01 is kept
    And SMB_COM_READ is never said

    Examples:
      | what                   | scenario                                |
      | There is no such file  | a file that is not there                |
      | There is no such share | a share that the server does not offer  |
      | Access is denied once  | a server that refuses to open says why  |
      | The file was closed    | a handle that was closed is not read    |

  Scenario: Bad handle, access denied, somebody else has locked it
    When "error codes of the server reach the application as they are" is played
    Then it goes as written
    And rules WAY-01, MID-03, RD-02 are kept

  Scenario: A file of the own station needs no network
    When "a local file stays at home" is played
    Then it goes as written
    And smb is never said
