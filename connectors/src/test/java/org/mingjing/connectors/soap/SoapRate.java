package org.mingjing.connectors.soap;

import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.Protection;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;
import org.mingjing.demo.SyntheticPeople;

/**
 * Calls a second against the same CXF service: through {@link Sources}, by HttpClient with an
 * envelope at hand whose answer nobody reads, and by a CXF client. In turns, in one run; the median
 * of the rounds. Arguments: rounds, seconds a round, threads.
 */
final class SoapRate {
  private static final int PERSONS = 500;
  private static final int CONNECTIONS = 32;

  private interface Call {
    boolean run(String key) throws Exception;
  }

  private SoapRate() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Duration round = Duration.ofSeconds(Integer.parseInt(arguments[1]));
    int threads = Integer.parseInt(arguments[2]);
    try (SoapProcess service = SoapProcess.start(PERSONS);
        Sources sources = sources(service);
        CloseableHttpClient plain = plain()) {
      ResidentRegister proxy = proxy(service);
      Map<String, Call> ways =
          new TreeMap<>(
              Map.of(
                  "sources",
                      key -> sources.fetch(call(key)) instanceof Fetched f && !f.rows().isEmpty(),
                  "httpclient", key -> posted(plain, service, key),
                  "cxf-client", key -> !proxy.find(request(key)).people.isEmpty()));
      Map<String, List<Double>> rates = new TreeMap<>();
      for (int i = -1; i < rounds; i++) {
        for (Map.Entry<String, Call> way : ways.entrySet()) {
          double rate = rate(way.getValue(), round, threads);
          if (i >= 0) {
            rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(rate);
          }
        }
      }
      rates.forEach((name, all) -> {
        Collections.sort(all);
        System.out.printf("%s %.0f %s%n", name, all.get(all.size() / 2), all);
      });
    }
    System.exit(0);
  }

  private static double rate(Call call, Duration round, int threads) throws Exception {
    long start = System.nanoTime();
    long end = start + round.toNanos();
    long calls = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = i * 17;
        counts.add(pool.submit(() -> calls(call, from, end)));
      }
      for (Future<Long> count : counts) {
        calls += count.get();
      }
    }
    return calls * 1e9 / (System.nanoTime() - start);
  }

  private static long calls(Call call, int from, long end) throws Exception {
    long calls = 0;
    while (System.nanoTime() < end) {
      String key = SyntheticPeople.person((from + calls) % PERSONS).idNumber();
      if (!call.run(key)) {
        throw new IllegalStateException("no answer");
      }
      calls++;
    }
    return calls;
  }

  private static Sources sources(SoapProcess service) {
    return Sources.start(
        List.of(new HttpSettings("dept", service.url(), CONNECTIONS)),
        Map.of("dept", new Protection(CONNECTIONS, 1_000_000, 100, Duration.ofSeconds(1))),
        List.of(
            new SourceSpec(
                "dept.register",
                "dept",
                SoapProcess.operation("12"),
                "id",
                Map.of("id", "IdNumber", "name", "Name", "birth", "BirthDate"),
                new Limits(1, 65_536, Duration.ofSeconds(5)))));
  }

  private static SourceCall call(String key) {
    return new SourceCall("dept.register", List.of("name", "birth"), key, TestTold.told());
  }

  private static CloseableHttpClient plain() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .build())
        .build();
  }

  private static boolean posted(CloseableHttpClient client, SoapProcess service, String key)
      throws IOException {
    HttpPost post = new HttpPost(service.url() + "/soap12");
    post.setEntity(
        new StringEntity(
            """
            <?xml version="1.0" encoding="UTF-8"?><soap:Envelope \
            xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body>\
            <FindResidents xmlns="urn:mingjing:example:resident-register"><Fields>\
            <Field>IdNumber</Field><Field>Name</Field><Field>BirthDate</Field></Fields>\
            <Id>%s</Id></FindResidents></soap:Body></soap:Envelope>\
            """
                .formatted(key),
            ContentType.create("application/soap+xml", StandardCharsets.UTF_8)));
    return client.execute(
        post,
        response -> {
          byte[] answer = EntityUtils.toByteArray(response.getEntity());
          return response.getCode() == 200 && answer.length > 0;
        });
  }

  private static ResidentRegister proxy(SoapProcess service) {
    JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
    factory.setServiceClass(ResidentRegister.class);
    factory.setBindingId(SOAPBinding.SOAP12HTTP_BINDING);
    factory.setAddress(service.url() + "/soap12");
    return factory.create(ResidentRegister.class);
  }

  private static ResidentRegister.Request request(String key) {
    ResidentRegister.Request request = new ResidentRegister.Request();
    request.fields.addAll(List.of("IdNumber", "Name", "BirthDate"));
    request.id = key;
    return request;
  }
}
