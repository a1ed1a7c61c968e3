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

  private record Connection(KafkaSettings settings, Clients clients) {}

  private record TopicOf(String connection, String topic) {}

  private record Followed(TopicView view, Readers readers, int routes) {
    static Followed from(Connection connection, String topic) {
      return new Followed(
          new TopicView(connection.clients(), topic, connection.settings()),
          new Readers(connection.clients(), connection.settings().readers()),
          0);
    }

    Followed by(int more) {
      return new Followed(view, readers, routes + more);
    }

    void close() {
      view.close();
      readers.close();
    }
  }

  /** Opens nothing yet: topics are followed once a resource needs them. */
  public KafkaSourceTemplate(Collection<KafkaSettings> settings) {
    for (KafkaSettings connection : settings) {
      connections.put(connection.name(), new Connection(connection, new Clients(connection)));
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
    Followed to = follow(name, connection, new TopicOf(spec.connection(), topic));
    context.getRegistry().bind(name + "-find", new Find(spec, topic, to.view(), to.readers()));
    context.getRegistry().bind(name + "-receive", new Receive(spec));
    TemplatedRouteBuilder.builder(context, TEMPLATE).routeId(name).parameter("name", name).add();
  }

  private Followed follow(String name, Connection connection, TopicOf topic) {
    Followed known = followed.get(topic);
    Followed now = (known == null ? Followed.from(connection, topic.topic()) : known).by(1);
    followed.put(topic, now);
    topics.put(name, topic);
    return now;
  }

  @Override
  public synchronized void forget(CamelContext context, String name) {
    for (String role : ROLES) {
      context.getRegistry().unbind(name + "-" + role);
    }
    TopicOf topic = topics.remove(name);
    Followed known = topic == null ? null : followed.remove(topic);
    if (topic != null && known != null && known.routes() > 1) {
      followed.put(topic, known.by(-1));
    } else if (known != null) {
      known.close();
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
  public boolean mayRepeat(SourceSpec spec) {
    return true;
  }

  @Override
  public synchronized void close() {
    followed.values().forEach(Followed::close);
    followed.clear();
  }
}
