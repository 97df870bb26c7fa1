// An invoice, with Go: net/http and golang.org/x/oauth2, which refreshes by itself.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

const (
	api         = "https://api.xero.com/api.xro/2.0"
	connections = "https://api.xero.com/connections"
	revocation  = "https://identity.xero.com/connect/revocation"
)

// state tells our own question from others.
var state = func() string {
	drawn := make([]byte, 16)
	_, err := rand.Read(drawn)
	must(err)
	return hex.EncodeToString(drawn)
}()

var app = oauth2.Config{
	ClientID:     os.Getenv("XERO_CLIENT_ID"),
	ClientSecret: os.Getenv("XERO_CLIENT_SECRET"),
	RedirectURL:  os.Getenv("XERO_REDIRECT_URI"),
	Scopes:       []string{"openid", "offline_access", "accounting.transactions", "accounting.contacts"},
	Endpoint: oauth2.Endpoint{
		AuthURL:  "https://login.xero.com/identity/connect/authorize",
		TokenURL: "https://identity.xero.com/connect/token",
	},
}

type lineItem struct {
	Description string
	Quantity    float64
	UnitAmount  float64
	AccountCode string
}

type contact struct{ Name string }

type invoice struct {
	InvoiceID string `json:",omitempty"`
	Type      string
	Status    string
	Contact   contact
	DueDate   string `json:",omitempty"`
	LineItems []lineItem
	Total     json.Number `json:",omitempty"`
}

type answer struct {
	Invoices []invoice
	Elements []struct {
		ValidationErrors []struct{ Message string }
	}
	Detail string
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// ask sends a body, and insists on a status.
func ask(client *http.Client, status int, method, address, tenant string, body any) answer {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		must(err)
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, address, sent)
	must(err)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Xero-Tenant-Id", tenant)
	response, err := client.Do(request)
	must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(err)
	if response.StatusCode != status {
		log.Fatalf("%s for %s %s: %s", response.Status, method, address, text)
	}
	var told answer
	if len(text) > 0 && text[0] == '{' {
		must(json.Unmarshal(text, &told))
	}
	return told
}

// consent opens the browser, and waits until it comes back.
func consent() url.Values {
	cameBack := make(chan url.Values, 1)
	where, err := url.Parse(app.RedirectURL)
	must(err)
	listener, err := net.Listen("tcp", "localhost:"+where.Port())
	must(err)
	pages := http.NewServeMux()
	pages.HandleFunc(where.Path, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "Thank you. You may close this window.")
		select {
		case cameBack <- r.URL.Query():
		default:
		}
	})
	go http.Serve(listener, pages)

	browser := strings.Fields(os.Getenv("BROWSER"))
	if len(browser) == 0 {
		browser = []string{"xdg-open"}
	}
	browser = append(browser, app.AuthCodeURL(state))
	must(exec.Command(browser[0], browser[1:]...).Start())
	return <-cameBack
}

func main() {
	query := consent()
	if query.Get("state") != state || query.Get("code") == "" {
		log.Fatalf("the user has not agreed: %v", query)
	}
	fmt.Println("consent: came back")

	ctx := context.Background()
	token, err := app.Exchange(ctx, query.Get("code"))
	must(err)
	fmt.Println("token:", token.TokenType)

	xero := app.Client(ctx, token)
	response, err := xero.Get(connections)
	must(err)
	var open []struct{ TenantID, TenantName string }
	must(json.NewDecoder(response.Body).Decode(&open))
	names := []string{}
	for _, one := range open {
		names = append(names, one.TenantName)
	}
	fmt.Println("connections:", strings.Join(names, ", "))
	tenant := open[0].TenantID

	draft := invoice{
		Type: "ACCREC", Status: "AUTHORISED", DueDate: "2035-02-28",
		Contact:   contact{"Ada Lovelace"},
		LineItems: []lineItem{{"Analysis", 2, 50, "200"}},
	}
	made := ask(xero, 200, "PUT", api+"/Invoices", tenant, draft).Invoices[0]
	fmt.Println("create:", made.InvoiceID)

	address := api + "/Invoices/" + made.InvoiceID
	there := ask(xero, 200, "GET", address, tenant, nil).Invoices[0]
	fmt.Println("read:", there.InvoiceID, there.Total)

	draft.LineItems[0].AccountCode = "NOPE"
	wrong := ask(xero, 400, "PUT", api+"/Invoices", tenant, draft)
	closed := ask(xero, 401, "GET", api+"/Accounts", tenant, nil)
	elsewhere := ask(xero, 403, "GET", address, made.InvoiceID, nil)
	if closed.Detail != "AuthorizationUnsuccessful" || elsewhere.Detail != "AuthenticationUnsuccessful" {
		log.Fatal(closed.Detail, elsewhere.Detail)
	}
	fmt.Println("refuse:", wrong.Elements[0].ValidationErrors[0].Message)

	old := *token
	old.Expiry = time.Now().Add(-time.Minute) // as after half an hour
	fresh, err := app.TokenSource(ctx, &old).Token()
	must(err)
	if fresh.RefreshToken == token.RefreshToken {
		log.Fatal("the refresh token has not changed")
	}
	xero = app.Client(ctx, fresh)
	ask(xero, 200, "GET", address, tenant, nil)
	fmt.Println("refresh:", fresh.TokenType)

	form := strings.NewReader(url.Values{"token": {fresh.RefreshToken}}.Encode())
	request, err := http.NewRequest("POST", revocation, form)
	must(err)
	request.SetBasicAuth(app.ClientID, app.ClientSecret)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err = http.DefaultClient.Do(request)
	must(err)
	if response.StatusCode != 200 {
		log.Fatal(response.Status)
	}
	ask(xero, 401, "GET", connections, "", nil)
	dead := *fresh
	dead.Expiry = old.Expiry
	_, err = app.TokenSource(ctx, &dead).Token()
	if err == nil || !strings.Contains(err.Error(), "invalid_grant") {
		log.Fatalf("the revoked refresh token: %v", err)
	}
	fmt.Println("revoke: invalid_grant")
}
