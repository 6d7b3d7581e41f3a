Feature: Reading a file on another station
  An application asks its operating system for bytes of a file. The file is on another station: the request
  becomes an SMB, crosses two protocol drivers and a wire, and the bytes come back the same way.

  Background:
    Given the scenarios of "read.custody"

  Scenario: The seven steps
    When "the seven steps of a remote read" is played
    Then it goes as written
    And rules WAY-01, RD-01, RD-02, RD-04, RD-07, MID-01, MID-03, SES-05, CTX-04 are kept
    And file_read is said 1 time
    And SMB_COM_READ is said 1 time
    And SMB_COM_READ.response is said 1 time

  Scenario: From the place where the application wants to read
    When "read a byte range through a local seek pointer" is played
    Then it goes as written
    And rules RD-02, RD-03, RD-04, RD-07 are kept
    And SMB_COM_SEEK is never said

  Scenario: Before the first read: dialect, share, file
    When "opening a remote file: dialect, share, file" is played
    Then it goes as written
    And rules MID-01, MID-02, SES-05, PRO-01 are kept

  Scenario: After the last read the server gets its handle back
    When "what is opened is closed, with the handle that the server gave" is played
    Then it goes as written
    And SMB_COM_CLOSE is said 1 time

  Scenario: Whatever a server is asked it answers, and nobody has to give up first
    When "a redirector that waits longer than a server may take" is played
    Then it goes as written
    And rules WAY-01, RD-07, CTX-04 are kept

  Scenario: The application sees the bytes of the file and nothing else
    When this is played:
      """
      import "all"
      exchange "the bytes of the file" covers RD-07, WAY-01 {
        parties on WS: app, os, redirector, protocol netbeui, ndis, nic
        parties on SRV: server, os, protocol netbeui, ndis, nic
        given SRV.os.files = ["report.txt=4096"]
        app -> WS.os open("\\SRV\DATA\report.txt") returns (0, ?f)
        app -> WS.os read(f, 8) returns (0, x"00 07 0E 15 1C 23 2A 31")
      }
      """
    Then it goes as written
    And no rule is broken
