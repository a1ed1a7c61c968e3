package org.mingjing.connectors.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.kafka.common.KafkaException;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;
import org.mingjing.connectors.template.SourceTemplate;

/** The route template of departments that publish compacted topics; for {@code Sources} only. */
public final class KafkaSourceTemplate extends RouteBuilder implements SourceTemplate {
  private static final String TEMPLATE = "kafka-source";
  private static final List<String> ROLES = List.of("find", "receive");
  private final Map<String, Connection> connections = new HashMap<>();
  private final Map<String, TopicOf> topics = new HashMap<>();
  private final Map<TopicOf, Followed> followed = new HashMap<>();

  private record Connection(KafkaSettings settings, Consumers consumers, Readers readers) {}

  private record TopicOf(String connection, String topic) {}

  private record Followed(TopicView view, int routes) {}

  /** Opens nothing yet: topics are followed once a resource needs them. */
  public KafkaSourceTemplate(Collection<KafkaSettings> settings) {
    for (KafkaSettings connection : settings) {
      Consumers consumers = new Consumers(connection);
      connections.put(
          connection.name(),
          new Connection(connection, consumers, new Readers(consumers, connection.readers())));
    }
  }

  @Override
  public void configure() {
    routeTemplate(TEMPLATE)
        .templateParameter("name")
        .from("direct:{{name}}")
        .errorHandler(noErrorHandler())
        .process("{{name}}-find")
        .process("{{name}}-receive");
  }

  @Override
  public synchronized void add(CamelContext context, String name, SourceSpec spec) {
    Connection connection = connections.get(spec.connection());
    if (connection == null) {
      throw new IllegalArgumentException("no Kafka connection " + spec.connection());
    }
    String topic = SourceTemplate.kind(SourceKind.KeyedTopic.class, spec).topic();
    TopicView view = follow(name, connection, new TopicOf(spec.connection(), topic));
    context.getRegistry().bind(name + "-find", new Find(spec, topic, view, connection.readers()));
    context.getRegistry().bind(name + "-receive", new Receive(spec));
    TemplatedRouteBuilder.builder(context, TEMPLATE).routeId(name).parameter("name", name).add();
  }

  private TopicView follow(String name, Connection connection, TopicOf topic) {
    Followed known = followed.get(topic);
    TopicView view =
        known == null
            ? new TopicView(connection.consumers(), topic.topic(), connection.settings())
            : known.view();
    followed.put(topic, new Followed(view, known == null ? 1 : known.routes() + 1));
    topics.put(name, topic);
    return view;
  }

  @Override
  public synchronized void forget(CamelContext context, String name) {
    for (String role : ROLES) {
      context.getRegistry().unbind(name + "-" + role);
    }
    TopicOf topic = topics.remove(name);
    Followed known = topic == null ? null : followed.remove(topic);
    if (topic != null && known != null && known.routes() > 1) {
      followed.put(topic, new Followed(known.view(), known.routes() - 1));
    } else if (known != null) {
      known.view().close();
    }
  }

  @Override
  public Optional<SourceFailure> failure(Exception exception) {
    return switch (exception) {
      case RejectedAnswer rejected ->
          Optional.of(SourceFailure.rejected(String.valueOf(rejected.getMessage())));
      case KafkaException kafka -> Optional.of(KafkaFailures.of(kafka));
      default -> Optional.empty();
    };
  }

  /** Reading takes nothing from a topic. */
  @Override
  public boolean mayRepeat() {
    return true;
  }

  @Override
  public synchronized void close() {
    followed.values().forEach(topic -> topic.view().close());
    followed.clear();
    connections.values().forEach(connection -> connection.readers().close());
  }
}
