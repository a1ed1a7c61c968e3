package org.mingjing.connectors.soap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceKind.SoapOperation.Mapping;
import org.mingjing.connectors.SourceKind.SoapOperation.WsdlPort;

/** {@link SoapService} as a child of this process. */
public final class SoapProcess implements AutoCloseable {
  /** The folder of the example, which is the application's default. */
  public static final Path WSDLS = Path.of("..", "config", "wsdl");

  private final Process process;
  private final String url;

  private SoapProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts the service and returns when it is ready. */
  public static SoapProcess start(int persons) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SoapService.class.getName(),
                    WSDLS.resolve("resident-register.wsdl").toString(),
                    Integer.toString(persons)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String port =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("{"))
            .findFirst()
            .orElseThrow(() -> new IOException("the SOAP service did not start"))
            .substring(1);
    return new SoapProcess(process, "http://127.0.0.1:" + port);
  }

  /** The base URL of all ports. */
  public String url() {
    return url;
  }

  /** The operation at the port with SOAP {@code 11} or {@code 12}, with all that it can say. */
  public static SoapOperation operation(String version) {
    return new SoapOperation(
        new WsdlPort(WSDLS, "resident-register.wsdl", "ResidentRegisterService", "Soap" + version),
        "/soap" + version,
        "FindResidents",
        true,
        new Mapping("Id", "People/Person", Optional.of("Fields/Field")));
  }

  /** Makes the service misbehave, or stop doing so with {@code none}. */
  public void fault(String mode, int millis) throws IOException {
    URI order = URI.create(url + "/_fault?mode=" + mode + "&millis=" + millis);
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client
              .send(HttpRequest.newBuilder(order).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status != 204) {
        throw new IOException("the fault was answered by " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
