package org.mingjing.connectors.soap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaAny;
import org.apache.ws.commons.schema.XmlSchemaAttribute;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaContent;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaGroupRef;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.apache.ws.commons.schema.XmlSchemaUse;
import org.jspecify.annotations.Nullable;

/** What the schemas of a WSDL say of elements, without what no resource needs. */
final class Schemas {
  /** Deeper than real schemas nest; definitions may run in a circle. */
  private static final int MAX_DEPTH = 32;

  private final XmlSchemaCollection schemas;

  Schemas(XmlSchemaCollection schemas) {
    this.schemas = schemas;
  }

  /**
   * An element that another may hold.
   *
   * @param required whether it always does
   * @param repeats whether it may hold several
   */
  record Child(QName name, boolean required, boolean repeats, XmlSchemaElement element) {}

  /** What an element may hold, in the order of the schema; others, too, if it is open. */
  record Children(Map<QName, Child> byName, boolean open) {
    static final Children NONE = new Children(Map.of(), false);

    /** The child of this local name; empty if there is none, or one in each of two namespaces. */
    Optional<Child> named(String local) {
      List<Child> found =
          byName.values().stream()
              .filter(child -> child.name().getLocalPart().equals(local))
              .toList();
      return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
  }

  /** A top-level element. */
  Optional<XmlSchemaElement> element(QName name) {
    return Optional.ofNullable(schemas.getElementByQName(name));
  }

  /** What an element of a complex type may hold; nothing for other types. */
  Children children(XmlSchemaElement element) {
    if (!(type(element) instanceof XmlSchemaComplexType complex)) {
      return Children.NONE;
    }
    Gathering gathering = new Gathering();
    gathering.type(complex, 0);
    return new Children(gathering.found, gathering.open);
  }

  /** Whether an element's type demands attributes, or is abstract so that others stand for it. */
  boolean needsMore(XmlSchemaElement element) {
    return element.isAbstract()
        || (type(element) instanceof XmlSchemaComplexType complex
            && (complex.isAbstract()
                || complex.getAttributes().stream()
                    .anyMatch(it ->
                        it instanceof XmlSchemaAttribute attribute
                            && attribute.getUse() == XmlSchemaUse.REQUIRED)));
  }

  /** How to read an element's text; empty if its type is not simple. */
  Optional<TextKind> text(XmlSchemaElement element) {
    if (!(type(element) instanceof XmlSchemaSimpleType simple)) {
      return Optional.empty();
    }
    return Optional.of(TextKind.of(builtIn(simple)));
  }

  private @Nullable XmlSchemaType type(XmlSchemaElement element) {
    XmlSchemaType own = element.getSchemaType();
    QName name = element.getSchemaTypeName();
    return own != null || name == null ? own : schemas.getTypeByQName(name);
  }

  private Optional<QName> builtIn(XmlSchemaSimpleType type) {
    XmlSchemaSimpleType at = type;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      QName name = at.getQName();
      if (name != null && name.getNamespaceURI().equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)) {
        return Optional.of(name);
      }
      if (!(at.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction)) {
        return Optional.empty();
      }
      XmlSchemaType base =
          restriction.getBaseType() != null
              ? restriction.getBaseType()
              : schemas.getTypeByQName(restriction.getBaseTypeName());
      if (!(base instanceof XmlSchemaSimpleType next)) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.empty();
  }

  /** Flattens the particles of a type. */
  private final class Gathering {
    private final Map<QName, Child> found = new LinkedHashMap<>();
    private boolean open;

    void type(XmlSchemaComplexType type, int depth) {
      Wsdl.require(depth < MAX_DEPTH, "has types that run in a circle");
      XmlSchemaContent content =
          type.getContentModel() == null ? null : type.getContentModel().getContent();
      if (content instanceof XmlSchemaComplexContentExtension extension) {
        if (schemas.getTypeByQName(extension.getBaseTypeName())
            instanceof XmlSchemaComplexType base) {
          type(base, depth + 1);
        }
        particle(extension.getParticle(), true, false, depth);
      } else if (content instanceof XmlSchemaComplexContentRestriction restriction) {
        particle(restriction.getParticle(), true, false, depth);
      } else {
        particle(type.getParticle(), true, false, depth);
      }
    }

    private void particle(
        @Nullable Object particle, boolean outerRequired, boolean outerRepeats, int depth) {
      Wsdl.require(depth < MAX_DEPTH, "has groups that run in a circle");
      if (!(particle instanceof XmlSchemaParticle one) || one.getMaxOccurs() == 0) {
        return;
      }
      boolean required = outerRequired && one.getMinOccurs() > 0;
      boolean repeats = outerRepeats || one.getMaxOccurs() > 1;
      switch (one) {
        case XmlSchemaElement element -> element(element, required, repeats);
        case XmlSchemaSequence all ->
            all.getItems().forEach(it -> particle(it, required, repeats, depth + 1));
        case XmlSchemaAll all ->
            all.getItems().forEach(it -> particle(it, required, repeats, depth + 1));
        case XmlSchemaChoice choice ->
            choice.getItems().forEach(it -> particle(it, false, repeats, depth + 1));
        case XmlSchemaGroupRef group -> particle(group.getParticle(), required, repeats, depth + 1);
        case XmlSchemaAny any -> open = true;
        default -> throw new IllegalArgumentException("has a schema of an unknown kind");
      }
    }

    private void element(XmlSchemaElement element, boolean required, boolean repeats) {
      XmlSchemaElement target = element.isRef() ? element.getRef().getTarget() : element;
      Wsdl.require(target != null, "refers to an element that its schemas do not have");
      QName name = element.isRef() ? target.getQName() : target.getWireName();
      Child before = found.get(name);
      found.put(
          name,
          before == null
              ? new Child(name, required, repeats, target)
              : new Child(name, before.required() || required, true, target));
    }
  }
}
