package org.mingjing.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** What a department's service does while a fault is in force. */
record FaultyAnswer(String key, Fault fault) {
  private static final int HUGE_RECORDS = 64 * 1_024;
  private static final long HANG_MILLIS = 600_000;

  /** The answer that a sound department would give. */
  interface SoundAnswer {
    byte[] get() throws SQLException;
  }

  void give(HttpServletRequest request, HttpServletResponse response, SoundAnswer sound)
      throws IOException, SQLException {
    switch (fault.mode()) {
      case NONE -> RegisterServlet.send(response, sound.get());
      case SLOW -> {
        pause(fault.millis());
        RegisterServlet.send(response, sound.get());
      }
      // Asynchronous, so that many hanging requests leave threads for the one that repairs.
      case HANG -> request.startAsync().setTimeout(HANG_MILLIS);
      case RUBBISH -> RegisterServlet.send(response, utf8("<html><body>系统维护中</body></html>"));
      case ERROR -> response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      case DOWN -> response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      case WRONG_PERSON -> RegisterServlet.send(response, utf8(record("\"110101194001010001\"")));
      case WRONG_TYPE -> RegisterServlet.send(response, utf8(record("{\"number\":[1,2,3]}")));
      case HUGE -> huge(response);
      case DRIP -> drip(response, sound.get());
      case REDIRECT -> {
        response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
        response.setHeader("Location", "/_elsewhere" + request.getRequestURI());
      }
    }
  }

  private String record(String value) {
    return "{\"records\":[{\"" + key + "\":" + value + "}]}";
  }

  private void huge(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    OutputStream out = response.getOutputStream();
    out.write(utf8("{\"records\":["));
    byte[] record = utf8("{\"" + key + "\":\"" + "9".repeat(1_000) + "\"},");
    for (int i = 0; i < HUGE_RECORDS; i++) {
      out.write(record);
    }
    out.write(utf8("{}]}"));
  }

  private void drip(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentType("application/json");
    response.setContentLength(body.length);
    OutputStream out = response.getOutputStream();
    for (byte b : body) {
      out.write(b);
      out.flush();
      pause(fault.millis());
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
