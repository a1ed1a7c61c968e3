package org.mingjing.connectors.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.SourceTemplate;

/** The route template of departments that let their tables be read; for {@code Sources} only. */
public final class JdbcSourceTemplate extends RouteBuilder implements SourceTemplate {
  private static final String TEMPLATE = "jdbc-source";
  private static final List<String> ROLES = List.of("ask", "receive", "tell", "texts", "pool");
  private final Map<String, HikariDataSource> pools = new HashMap<>();
  private final Map<String, Dialect> dialects = new HashMap<>();

  /** Opens a pool for each connection. */
  public JdbcSourceTemplate(Collection<JdbcSettings> settings) {
    for (JdbcSettings connection : settings) {
      pools.put(connection.name(), ReadOnlyPool.open(connection));
      dialects.put(connection.name(), Dialect.of(connection));
    }
  }

  @Override
  public void configure() {
    // The statement comes with each message, since it names the fields permitted for this call: the
    // text in the URI is never run. Parameters are declared, so that the driver is not asked.
    routeTemplate(TEMPLATE)
        .templateParameter("name")
        .templateParameter("keys")
        .from("direct:{{name}}")
        .errorHandler(noErrorHandler())
        .process("{{name}}-ask")
        .to(
            "sql:statement-of-the-message?useMessageBodyForSql=true&usePlaceholder=false"
                + "&allowNamedParameters=false&parametersCount={{keys}}&dataSource=#{{name}}-pool"
                + "&prepareStatementStrategy=#{{name}}-tell&rowMapperFactory=#{{name}}-texts")
        .process("{{name}}-receive");
  }

  @Override
  public void add(CamelContext context, String name, SourceSpec spec) {
    HikariDataSource pool = pools.get(spec.connection());
    Dialect dialect = dialects.get(spec.connection());
    if (pool == null || dialect == null) {
      throw new IllegalArgumentException("no JDBC connection " + spec.connection());
    }
    SourceKind.Table table = SourceTemplate.kind(SourceKind.Table.class, spec);
    int limitMillis = Math.toIntExact(spec.limits().timeout().toMillis());
    bind(context, name, "ask", new Ask(spec, table, dialect));
    bind(context, name, "receive", new Receive(spec, dialect));
    bind(context, name, "tell", new TellAndBind(dialect, limitMillis));
    bind(context, name, "texts", new Texts(spec.limits().maxBytes()));
    bind(context, name, "pool", pool);
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(name)
        .parameter("name", name)
        .parameter("keys", dialect.keys())
        .add();
  }

  @Override
  public void forget(CamelContext context, String name) {
    for (String role : ROLES) {
      context.getRegistry().unbind(name + "-" + role);
    }
  }

  @Override
  public Optional<SourceFailure> failure(Exception exception) {
    return SqlFailures.of(exception);
  }

  /** The sessions cannot write. */
  @Override
  public boolean mayRepeat(SourceSpec spec) {
    return true;
  }

  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }

  private static void bind(CamelContext context, String name, String role, Object bean) {
    context.getRegistry().bind(name + "-" + role, bean);
  }
}
