Feature: The seek pointer stays on the workstation
  Where the next read begins is remembered by the redirector, for each open file by itself. Seeking sends
  nothing, and the server's own pointer is of no interest: many stations may share its handle.

  Background:
    Given the scenarios of "pointer.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules RD-02, RD-04 are kept
    And SMB_COM_SEEK is never said

    Examples:
      | what                                                  | scenario                                                      |
      | Reading on                                            | a second read goes on where the first one ended               |
      | Seeking back and forth                                | the last of several seeks counts, backwards too               |
      | Two applications with the same file                   | two applications share a file, each with a pointer of its own |
      | The server has read elsewhere in the meantime         | where the server's own pointer stands does not matter         |

  Scenario: Nothing was read, so nothing moves
    When "a read that fails leaves the pointer where it was" is played
    Then it goes as written
    And rules RD-02, MID-03 are kept
