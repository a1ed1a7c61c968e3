package org.mingjing.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mingjing.connectors.soap.SoapProcess;
import org.mingjing.demo.DemoProcess;

/** The real departments behind the tests: those of the demonstration, and one that speaks SOAP. */
record TestDepartments(DemoProcess demo, SoapProcess soap) implements AutoCloseable {
  static TestDepartments start(Path data, String... options) throws IOException {
    int persons = Integer.parseInt(options[List.of(options).indexOf("--persons") + 1]);
    return new TestDepartments(DemoProcess.start(data, options), SoapProcess.start(persons));
  }

  /** Makes all of them misbehave. */
  void fault(String department, String mode, int millis) throws IOException {
    demo.fault(department, mode, millis);
    soap.fault(mode, millis);
  }

  ProcessHandle handle() {
    return demo.handle();
  }

  void stop() {
    demo.stop();
    soap.close();
  }

  @Override
  public void close() {
    stop();
  }
}
