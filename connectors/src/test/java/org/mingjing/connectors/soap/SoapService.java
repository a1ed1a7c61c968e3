package org.mingjing.connectors.soap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.jws.WebService;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.xml.namespace.QName;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;
import org.slf4j.LoggerFactory;

/**
 * A department that offers its register by CXF, from the WSDL alone and validating requests against
 * it; a process of its own that ends with its standard input. {@code GET /_fault?mode=…&millis=…}
 * makes it misbehave as {@code demo-departments} does.
 */
public final class SoapService {
  private record Fault(String mode, int millis) {}

  private volatile Fault fault = new Fault("none", 0);
  private final Map<String, Person> people = new HashMap<>();

  private SoapService(int persons) {
    for (long i = 0; i < persons; i++) {
      Person person = SyntheticPeople.person(i);
      people.put(person.idNumber(), person);
    }
  }

  /** Arguments: the WSDL's file, and how many people there are. Prints its port when ready. */
  public static void main(String[] arguments) throws Exception {
    if (LoggerFactory.getLogger("org.apache") instanceof Logger log) {
      log.setLevel(Level.OFF); // faults are the purpose
    }
    Tomcat tomcat = new SoapService(Integer.parseInt(arguments[1])).serve(arguments[0]);
    System.out.println("{" + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // only the end is of interest
    }
    System.exit(0);
  }

  private Tomcat serve(String wsdl) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("soap").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Bus bus = BusFactory.newInstance().createBus();
    CXFNonSpringServlet servlet = new CXFNonSpringServlet();
    servlet.setBus(bus);
    Tomcat.addServlet(context, "cxf", servlet).setLoadOnStartup(1);
    context.addServletMappingDecoded("/*", "cxf");
    filter(context);
    tomcat.start();
    for (String version : List.of("11", "12")) {
      publish(bus, wsdl, version, "/soap" + version, Map.of());
      publish(bus, wsdl, version, "/mtom" + version, Map.of("mtom-enabled", true));
    }
    return tomcat;
  }

  private void filter(Context context) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("faults");
    definition.setFilter((Filter) this::faults);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName("faults");
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  private void publish(
      Bus bus, String wsdl, String version, String path, Map<String, Object> more) {
    EndpointImpl endpoint = new EndpointImpl(bus, new Register());
    endpoint.setWsdlLocation(Path.of(wsdl).toUri().toString());
    endpoint.setServiceName(new QName(ResidentRegister.NAMESPACE, "ResidentRegisterService"));
    endpoint.setEndpointName(new QName(ResidentRegister.NAMESPACE, "Soap" + version));
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("schema-validation-enabled", "IN");
    endpoint.setProperties(properties);
    endpoint.publish(path);
  }

  @WebService(
      endpointInterface = "org.mingjing.connectors.soap.ResidentRegister",
      targetNamespace = ResidentRegister.NAMESPACE)
  private final class Register implements ResidentRegister {
    @Override
    public Response find(Request request) {
      Response response = new Response();
      switch (fault.mode()) {
        case "refused" ->
            throw new SoapFault("no such id: " + request.id, Soap12.getInstance().getSender());
        case "error" -> throw new IllegalStateException("no luck with " + request.id);
        case "wrong-person" -> response.people.add(stranger("1990-01-01"));
        case "wrong-type" -> {
          Resident wrong = stranger("yesterday");
          wrong.idNumber = request.id;
          response.people.add(wrong);
        }
        case "huge" -> {
          Resident large = stranger("1990-01-01");
          large.name = "9".repeat(4 << 20);
          response.people.add(large);
        }
        default -> {
          Person person = people.get(request.id);
          if (person != null) {
            response.people.add(resident(person, request.fields));
          }
        }
      }
      return response;
    }
  }

  private static ResidentRegister.Resident stranger(String birthDate) {
    ResidentRegister.Resident resident = new ResidentRegister.Resident();
    resident.idNumber = "110101194001010001";
    resident.birthDate = birthDate;
    return resident;
  }

  /** The fields asked and no other, so that a test sees whether they were asked. */
  private static ResidentRegister.Resident resident(Person person, List<String> fields) {
    ResidentRegister.Resident resident = new ResidentRegister.Resident();
    for (String field : fields) {
      switch (field) {
        case "IdNumber" -> resident.idNumber = person.idNumber();
        case "Name" -> resident.name = person.name();
        case "FormerName" -> resident.formerName = person.formerName().orElse(null);
        case "BirthDate" -> resident.birthDate = person.birthDate().toString();
        default -> throw new IllegalArgumentException("no field " + field);
      }
    }
    return resident;
  }

  private void faults(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (request.getRequestURI().equals("/_fault")) {
      fault =
          new Fault(request.getParameter("mode"), Integer.parseInt(request.getParameter("millis")));
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    Fault now = fault;
    switch (now.mode()) {
      case "slow" -> {
        pause(now.millis());
        chain.doFilter(request, response);
      }
      case "hang" -> pause(600_000);
      case "drip" -> drip(request, response, now.millis());
      case "down" -> response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      case "redirect" -> {
        response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
        response.setHeader("Location", "/_elsewhere");
      }
      case "rubbish" -> {
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write("<html/>".getBytes(StandardCharsets.UTF_8));
      }
      default -> chain.doFilter(request, response);
    }
  }

  private static void drip(HttpServletRequest request, HttpServletResponse response, int millis)
      throws IOException {
    response.setContentType(request.getContentType());
    OutputStream out = response.getOutputStream();
    for (int i = 0; i < 10_000; i++) {
      out.write(' ');
      out.flush();
      pause(millis);
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }
}
