package org.mingjing.connectors.soap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.wsdl.Binding;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.Message;
import javax.wsdl.Part;
import javax.wsdl.Port;
import javax.wsdl.Service;
import javax.wsdl.Types;
import javax.wsdl.WSDLException;
import javax.wsdl.extensions.ElementExtensible;
import javax.wsdl.extensions.ExtensionRegistry;
import javax.wsdl.extensions.UnknownExtensibilityElement;
import javax.wsdl.factory.WSDLFactory;
import javax.wsdl.xml.WSDLReader;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaException;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceKind.SoapOperation.WsdlPort;

/**
 * A WSDL 1.1 document with its schemas. What it cannot be used for is an {@link
 * IllegalArgumentException} that goes on after "its WSDL".
 */
final class Wsdl {
  private final Definition definition;
  private final Schemas schemas;

  /** What an operation exchanges. */
  record Operation(SoapVersion version, String action, QName request, QName response) {}

  private Wsdl(Definition definition, Schemas schemas) {
    this.definition = definition;
    this.schemas = schemas;
  }

  static Wsdl read(Path folder, String name) {
    WsdlFolder files = new WsdlFolder(folder);
    try {
      Definition definition = reader().readWSDL(files.locator(name));
      XmlSchemaCollection schemas = new XmlSchemaCollection();
      schemas.setSchemaResolver(files);
      addSchemas(definition, Collections.newSetFromMap(new IdentityHashMap<>()), schemas);
      return new Wsdl(definition, new Schemas(schemas));
    } catch (WSDLException e) {
      if (e.getTargetException() instanceof IllegalArgumentException ours) {
        throw ours;
      }
      throw new IllegalArgumentException("is no WSDL 1.1 document", e);
    } catch (XmlSchemaException e) {
      throw new IllegalArgumentException("has a schema that cannot be read", e);
    }
  }

  Schemas schemas() {
    return schemas;
  }

  /** WSDL4J would fetch what a schema imports by itself: it is given no reader of schemas. */
  private static WSDLReader reader() throws WSDLException {
    WSDLFactory factory = WSDLFactory.newInstance("com.ibm.wsdl.factory.WSDLFactoryImpl");
    ExtensionRegistry extensions = factory.newPopulatedExtensionRegistry();
    extensions.registerDeserializer(
        Types.class,
        new QName(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema"),
        extensions.getDefaultDeserializer());
    WSDLReader reader = factory.newWSDLReader();
    reader.setExtensionRegistry(extensions);
    reader.setFeature("javax.wsdl.verbose", false);
    reader.setFeature("javax.wsdl.importDocuments", true);
    return reader;
  }

  private static void addSchemas(
      Definition definition, Set<Definition> done, XmlSchemaCollection into) {
    if (!done.add(definition)) {
      return;
    }
    if (definition.getTypes() != null) {
      int number = 0;
      for (Object element : definition.getTypes().getExtensibilityElements()) {
        if (element instanceof UnknownExtensibilityElement schema) {
          into.read(schema.getElement(), "inline-" + done.size() + "-" + ++number);
        }
      }
    }
    for (Object imports : definition.getImports().values()) {
      for (Object one : (Collection<?>) imports) {
        if (one instanceof javax.wsdl.Import wsdl && wsdl.getDefinition() != null) {
          addSchemas(wsdl.getDefinition(), done, into);
        }
      }
    }
  }

  /** The operation of this name that a port offers. */
  Operation operation(WsdlPort at, String name) {
    Binding binding = binding(at);
    SoapBinding soap =
        SoapBinding.of(binding)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "has a port " + at.port() + " without SOAP over HTTP"));
    List<BindingOperation> found = new ArrayList<>();
    for (Object operation : binding.getBindingOperations()) {
      if (operation instanceof BindingOperation one && name.equals(one.getName())) {
        found.add(one);
      }
    }
    require(found.size() == 1, "has no one operation " + name + " at its port " + at.port());
    return operation(soap, found.getFirst());
  }

  private Binding binding(WsdlPort at) {
    Service service =
        definition.getService(new QName(definition.getTargetNamespace(), at.service()));
    require(service != null, "has no service " + at.service());
    Port port = service.getPort(at.port());
    require(
        port != null && port.getBinding() != null,
        "has no port " + at.port() + " with a binding in its service " + at.service());
    return port.getBinding();
  }

  private static Operation operation(SoapBinding soap, BindingOperation operation) {
    String name = operation.getName();
    SoapBinding.Details details = soap.details(operation);
    require(details.document(), "has " + name + " in the style rpc, not document");
    javax.wsdl.Operation abstractly = operation.getOperation();
    require(
        abstractly != null
            && abstractly.getInput() != null
            && abstractly.getOutput() != null
            && operation.getBindingInput() != null
            && operation.getBindingOutput() != null,
        "has " + name + " without a request or a response");
    return new Operation(
        soap.version(),
        details.action(),
        body(name, operation.getBindingInput(), abstractly.getInput().getMessage(), soap),
        body(name, operation.getBindingOutput(), abstractly.getOutput().getMessage(), soap));
  }

  /** The one element of a message's body; headers, attachments and other encodings are refused. */
  private static QName body(
      String operation, ElementExtensible binding, @Nullable Message message, SoapBinding soap) {
    require(
        soap.literalBodyOnly(binding.getExtensibilityElements()),
        "has " + operation + " with more than a literal body (headers, attachments, encodings)");
    Map<?, ?> parts = message == null ? Map.of() : message.getParts();
    require(
        parts.size() == 1
            && parts.values().iterator().next() instanceof Part part
            && part.getElementName() != null,
        "has " + operation + " with a message that is not one element");
    return ((Part) parts.values().iterator().next()).getElementName();
  }

  static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
