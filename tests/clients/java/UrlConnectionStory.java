import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.xpath.XPathFactory;
import org.xml.sax.InputSource;

/** An invoice, with HttpURLConnection and XML: what every Java since 1.1 brings along. */
public class UrlConnectionStory {
    static final String IDENTITY = "https://identity.xero.com/connect";
    static final String API = "https://api.xero.com/api.xro/2.0";
    static final String CONNECTIONS = "https://api.xero.com/connections";
    static final String CLIENT_ID = System.getenv("XERO_CLIENT_ID");
    static final String REDIRECT_URI = System.getenv("XERO_REDIRECT_URI");

    public static void main(String[] args) throws Exception {
        String state = UUID.randomUUID().toString();
        String verifier = "" + UUID.randomUUID() + UUID.randomUUID();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> answer = consent("https://login.xero.com/identity/connect/authorize?" + form(
            "response_type", "code", "client_id", CLIENT_ID, "redirect_uri", REDIRECT_URI, "state", state,
            "scope", "offline_access accounting.transactions accounting.contacts",
            "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
            "code_challenge_method", "S256"));
        insist(state.equals(answer.get("state")) && answer.containsKey("code"), answer);
        System.out.println("consent: came back");

        String token = post(200, "/token", form("client_id", CLIENT_ID, "grant_type", "authorization_code",
            "code", answer.get("code"), "redirect_uri", REDIRECT_URI, "code_verifier", verifier));
        String bearer = "Bearer " + member(token, "access_token");
        System.out.println("token: " + member(token, "token_type"));

        String connections = ask(200, "GET", CONNECTIONS, "", "Authorization", bearer);
        System.out.println("connections: " + String.join(", ", members(connections, "tenantName")));
        String tenant = member(connections, "tenantId");

        String draft = """
            <Invoice>
              <Type>ACCREC</Type><Status>AUTHORISED</Status><Contact><Name>Ada Lovelace</Name></Contact>
              <Date>2035-01-31</Date><DueDate>2035-02-28</DueDate>
              <LineItems><LineItem><Description>Analysis</Description><Quantity>2</Quantity>
                <UnitAmount>50</UnitAmount><AccountCode>200</AccountCode></LineItem></LineItems>
            </Invoice>""";
        String made = xero(200, "PUT", API + "/Invoices", draft, bearer, tenant);
        String id = found(made, "/Response/Invoices/Invoice/InvoiceID");
        System.out.println("create: " + id);

        String invoice = xero(200, "GET", API + "/Invoices/" + id, "", bearer, tenant);
        System.out.println("read: " + found(invoice, "//Invoice/InvoiceID") + " " + found(invoice, "//Invoice/Total"));

        String wrong = xero(400, "PUT", API + "/Invoices", draft.replace(">200<", ">NOPE<"), bearer, tenant);
        xero(401, "GET", API + "/Accounts", "", bearer, tenant);
        xero(403, "GET", API + "/Invoices", "", bearer, id);
        System.out.println("refuse: " + found(wrong, "//ValidationError/Message"));

        String old = member(token, "refresh_token");
        token = post(200, "/token", form("client_id", CLIENT_ID, "grant_type", "refresh_token", "refresh_token", old));
        String refresh = member(token, "refresh_token");
        insist(!refresh.equals(old), "the refresh token has not changed");
        bearer = "Bearer " + member(token, "access_token");
        xero(200, "GET", API + "/Invoices/" + id, "", bearer, tenant);
        System.out.println("refresh: " + member(token, "expires_in"));

        post(200, "/revocation", form("client_id", CLIENT_ID, "token", refresh));
        ask(401, "GET", CONNECTIONS, "", "Authorization", bearer);
        String dead = post(400, "/token",
            form("client_id", CLIENT_ID, "grant_type", "refresh_token", "refresh_token", refresh));
        System.out.println("revoke: " + member(dead, "error"));
    }

    /** Opens the browser, and waits until it comes back. */
    static Map<String, String> consent(String address) throws Exception {
        URI where = URI.create(REDIRECT_URI);
        CompletableFuture<String> cameBack = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", where.getPort()), 0);
        server.createContext(where.getPath(), exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            cameBack.complete(exchange.getRequestURI().getRawQuery());
        });
        server.start();
        String browser = System.getenv().getOrDefault("BROWSER", "xdg-open");
        List<String> command = new ArrayList<>(List.of(browser.split(" ")));
        command.add(address);
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String query = cameBack.get();
        server.stop(0);
        return List.of(query.split("&")).stream().map(pair -> pair.split("=", 2)).collect(Collectors.toMap(
            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    static String xero(int status, String method, String url, String body, String bearer, String tenant)
            throws Exception {
        return ask(status, method, url, body, "Authorization", bearer, "Xero-Tenant-Id", tenant,
            "Accept", "application/xml", "Content-Type", "application/xml");
    }

    static String post(int status, String path, String form) throws Exception {
        return ask(status, "POST", IDENTITY + path, form, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Sends a body, and insists on a status. */
    static String ask(int status, String method, String url, String body, String... headers) throws Exception {
        HttpURLConnection call = (HttpURLConnection) new URL(url).openConnection();
        call.setRequestMethod(method);
        for (int at = 0; at < headers.length; at += 2) {
            call.setRequestProperty(headers[at], headers[at + 1]);
        }
        if (!body.isEmpty()) {
            call.setDoOutput(true);
            call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int told = call.getResponseCode();
        InputStream stream = told < 400 ? call.getInputStream() : call.getErrorStream();
        String answer = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        insist(told == status, told + " for " + method + " " + url + ": " + answer);
        return answer;
    }

    static String form(String... pairs) {
        List<String> encoded = new ArrayList<>();
        for (int at = 0; at < pairs.length; at += 2) {
            encoded.add(pairs[at] + "=" + URLEncoder.encode(pairs[at + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", encoded);
    }

    static String found(String xml, String path) throws Exception {
        InputSource source = new InputSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        return XPathFactory.newInstance().newXPath().evaluate(path, source);
    }

    /** Tokens and connections are JSON, which the JDK does not read; for these this will do. */
    static List<String> members(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        return found.results().map(one -> one.group(1)).collect(Collectors.toList());
    }

    static String member(String json, String name) {
        return members(json, name).get(0);
    }

    static void insist(boolean so, Object otherwise) {
        if (!so) {
            throw new IllegalStateException(String.valueOf(otherwise));
        }
    }
}
