package ai.returning.routes.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.springframework.stereotype.Component;

/** Both forms share the upload; marshalling is camel-jackson over Jackson's CSV mapper. */
@Component
public class CamelRoutes extends RouteBuilder {
    private static final ContentType CSV = ContentType.parse("text/csv; charset=utf-8");

    private final Settings settings;

    CamelRoutes(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void configure() {
        String rows = "sql:" + Settings.QUERY + "?outputType=StreamList&fetchSize=" + settings.chunkRows();

        from("direct:streamlist")
                .to(rows)
                .split(simple("${collate(" + settings.chunkRows() + ")}"))
                .streaming()
                .stopOnException()
                .bean(CustomerMapper.class, "mapAll")
                .to("direct:upload");

        from("direct:row")
                .to(rows)
                .split(body())
                .streaming()
                .stopOnException()
                .bean(CustomerMapper.class, "map")
                .aggregate(constant(true), new GroupedBodyAggregationStrategy())
                .completionSize(settings.chunkRows())
                .completionPredicate(exchangeProperty(Exchange.SPLIT_COMPLETE))
                .eagerCheckCompletion()
                .to("direct:upload");

        from("direct:upload")
                .marshal(csv())
                .process(CamelRoutes::asMultipart)
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader("Authorization", constant("Bearer bench"))
                .to(settings.upload().toString());
    }

    private static JacksonDataFormat csv() {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        for (String column : Settings.HEADER) {
            schema.addColumn(column);
        }
        CsvSchema built = schema.build();
        CsvMapper mapper = new CsvMapper();
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        JacksonDataFormat format = new JacksonDataFormat(mapper, Object.class);
        format.setSchemaResolver(exchange -> built);
        return format;
    }

    private static void asMultipart(Exchange exchange) {
        byte[] csv = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().removeHeader(Exchange.CONTENT_TYPE);
        exchange.getMessage()
                .setBody(MultipartEntityBuilder.create()
                        .addBinaryBody("data", csv, CSV, "camel-" + exchange.getExchangeId() + ".csv")
                        .build());
    }
}
