package org.mingjing.notary;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;

/**
 * What a peer gives the contract in one transaction: reads see what was committed before it, writes
 * are kept apart. Whatever of the shim's interface the contract has no business with fails.
 */
public final class TestTransaction {
  private final String id;
  private final byte[] creator;
  private final List<String> words;
  private final NavigableMap<String, byte[]> committed;
  private final Map<String, byte[]> writes = new TreeMap<>();
  private final Map<String, String> events = new TreeMap<>();

  TestTransaction(
      String id, byte[] creator, List<String> words, NavigableMap<String, byte[]> committed) {
    this.id = id;
    this.creator = creator;
    this.words = words;
    this.committed = new TreeMap<>(committed);
  }

  /** The shim's interface, each call answered by the method of the same name here. */
  ChaincodeStub stub() {
    return (ChaincodeStub)
        Proxy.newProxyInstance(
            ChaincodeStub.class.getClassLoader(),
            new Class<?>[] {ChaincodeStub.class},
            (proxy, method, arguments) -> answer(method, arguments));
  }

  private Object answer(Method method, Object[] arguments) throws Throwable {
    try {
      return getClass()
          .getMethod(method.getName(), method.getParameterTypes())
          .invoke(this, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  Map<String, byte[]> writes() {
    return writes;
  }

  Map<String, String> events() {
    return events;
  }

  public List<byte[]> getArgs() {
    return words.stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
  }

  public List<String> getStringArgs() {
    return words;
  }

  public String getFunction() {
    return words.getFirst();
  }

  public List<String> getParameters() {
    return words.subList(1, words.size());
  }

  public String getTxId() {
    return id;
  }

  public String getChannelId() {
    return TestPeer.CHANNEL;
  }

  public byte[] getCreator() {
    return creator;
  }

  public byte[] getState(String key) {
    return committed.getOrDefault(key, new byte[0]);
  }

  public void putState(String key, byte[] value) {
    writes.put(key, value);
  }

  public void setEvent(String name, byte[] payload) {
    events.put(name, new String(payload, StandardCharsets.UTF_8));
  }

  /** The bookmark is the key that the page starts with; the next one is not offered. */
  public QueryResultsIteratorWithMetadata<KeyValue> getStateByPartialCompositeKeyWithPagination(
      CompositeKey prefix, int pageSize, String bookmark) {
    String start = bookmark.isEmpty() ? prefix.toString() : bookmark;
    String end = prefix + Character.toString(Character.MAX_CODE_POINT);
    return new Rows(
        committed.subMap(start, true, end, false).entrySet().stream()
            .limit(pageSize)
            .map(row -> new Row(row.getKey(), row.getValue())));
  }

  private record Row(String getKey, byte[] getValue) implements KeyValue {
    @Override
    public String getStringValue() {
      return new String(getValue, StandardCharsets.UTF_8);
    }
  }

  private record Rows(Stream<? extends KeyValue> rows)
      implements QueryResultsIteratorWithMetadata<KeyValue> {
    @Override
    public Iterator<KeyValue> iterator() {
      return rows.<KeyValue>map(row -> row).iterator();
    }

    @Override
    public QueryResponseMetadata getMetadata() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
