package ai.returning.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingFormsTest {
    private static final List<ApiParameter> PARAMETERS = List.of(
            new ApiParameter("page", ApiParameter.In.QUERY, false, "integer", ""),
            new ApiParameter("limit", ApiParameter.In.QUERY, false, "integer", ""));

    @Test
    void readsEachStyle() {
        assertThat(read("{style: page, parameter: page, limit: limit, size: 100, items: /rows, more: /more}"))
                .isEqualTo(new Paging(
                        Paging.Style.PAGE,
                        "page",
                        Optional.of("limit"),
                        1,
                        100,
                        "/rows",
                        Optional.of("/more"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(read("{style: skip, parameter: page, size: 100, items: ''}").first())
                .isZero();
        assertThat(read("{style: fixed, parameter: /page, first: 0, size: 200, items: '', id: /_id}"))
                .satisfies(paging -> {
                    assertThat(paging.first()).isZero();
                    assertThat(paging.id()).contains("/_id");
                });
        assertThat(read("{style: cursor, parameter: /p/cursor, size: 10, items: '', next: /data/next}")
                        .next())
                .contains("/data/next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {style: pages, parameter: page, size: 1, items: ""}             | Did you mean page?
            {style: page, parameter: pgae, size: 1, items: ""}              | Did you mean page?
            {style: page, parameter: page, size: 0, items: ""}              | above 0
            {style: page, parameter: page, size: 1, items: rows}            | JSON pointer
            {style: page, parameter: page, size: 1, items: "", frst: 1}     | Did you mean first?
            {style: page, parameter: page, size: 1, items: "", first: -1}   | whole number from 0 on
            {style: cursor, parameter: page, size: 1, items: ""}            | needs 'next'
            {style: fixed, parameter: page, limit: limit, size: 1, items: ""} | no 'limit'
            """)
    void namesTheLineOfAFault(String yaml, String part) {
        RaiException fault = catchThrowableOfType(RaiException.class, () -> read(yaml));

        assertThat(fault.getMessage()).contains("contract.yaml:1", part);
    }

    private static Paging read(String yaml) {
        return PagingForms.read(Yaml.parse("contract.yaml", yaml), PARAMETERS);
    }
}
